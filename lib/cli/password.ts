/** `npm run -s password`: makes the line for a user of the configuration. The password is read from the terminal unseen, or from stdin. */
import { hashPassword, mostPasswordBytes } from '../server/login/password.ts';
import { readUnseen } from './read-unseen.ts';

async function main(): Promise<void> {
  const password = await readUnseen('Password: ');
  if (Buffer.byteLength(password) < 8 || Buffer.byteLength(password) > mostPasswordBytes)
    throw new Error(`A password has 8 to ${mostPasswordBytes} bytes.`);
  console.log(await hashPassword(password));
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
