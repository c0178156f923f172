/**
 * A tab that is really hidden. Under a test driver a page counts as visible, whatever one does: so a Chromium is started by hand and
 * spoken to in its own protocol, and a second tab is brought to the front. The first then has no animation frames, and its timers
 * are slowed down.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { WebSocket } from 'ws';
import { launchOptions } from '../playwright.config.ts';

export type HiddenTab = {
  /** The value of an expression in the page; what it promises is awaited. */
  evaluate<T>(expression: string): Promise<T>;
  /** Evaluates until the answer is true; throws after `ms`. */
  until(expression: string, ms: number): Promise<void>;
  /** Types a text where the page's focus is. */
  type(text: string): Promise<void>;
  /** Presses Ctrl and a letter. */
  control(letter: string): Promise<void>;
  /** Brings another tab to the front. Resolves once the page says that it is hidden and draws nothing; throws when it does not. */
  hide(): Promise<void>;
  close(): Promise<void>;
};

/** Opens `url` in a browser of its own. `before` is a script that runs before the page's own. */
export async function openTab(url: string, before: string): Promise<HiddenTab> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'hidden-tab-'));
  const command = launchOptions.executablePath ?? chromium.executablePath();
  const flags = ['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${folder}`, '--window-size=1440,900'];
  const child = spawn(command, [...flags, ...launchOptions.args, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const address = await debuggerOf(child);
  const browser = await connect(address);
  const { targetInfos } = await browser<{ targetInfos: { type: string; targetId: string }[] }>('Target.getTargets');
  const target = targetInfos.find(({ type }) => type === 'page')?.targetId ?? '';
  const host = new URL(address).host;
  const page = await connect(`ws://${host}/devtools/page/${target}`);
  await page('Page.enable');
  await page('Page.addScriptToEvaluateOnNewDocument', { source: before });
  await page('Page.navigate', { url });

  const evaluate = async <T>(expression: string): Promise<T> => {
    const answer = await page<Evaluated<T>>('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (answer.exceptionDetails !== undefined) throw new Error(JSON.stringify(answer.exceptionDetails));
    return answer.result.value;
  };
  const until = async (expression: string, ms: number) => {
    for (const end = Date.now() + ms; !(await evaluate<boolean>(expression)); ) {
      if (Date.now() > end) throw new Error(`not within ${ms} ms: ${expression}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  };
  return {
    evaluate,
    until,
    type: (text) => page('Input.insertText', { text }),
    async control(letter) {
      const key = { modifiers: 2, key: letter.toLowerCase(), code: `Key${letter.toUpperCase()}` };
      const more = { windowsVirtualKeyCode: letter.toUpperCase().charCodeAt(0) };
      await page('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key, ...more });
      await page('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
    },
    async hide() {
      const { targetId } = await browser<{ targetId: string }>('Target.createTarget', { url: 'about:blank' });
      await browser('Target.activateTarget', { targetId });
      await until(`document.visibilityState === 'hidden'`, 5000);
      const frames = await evaluate<number>(
        `new Promise((done) => { let n = 0; const draw = () => { n++; requestAnimationFrame(draw); }; requestAnimationFrame(draw); setTimeout(() => done(n), 1000); })`,
      );
      if (frames > 0) throw new Error(`the tab draws ${frames} frames a second: it is not hidden`);
    },
    async close() {
      const over = new Promise((resolve) => child.once('exit', resolve));
      await browser('Browser.close').catch(() => child.kill());
      await over;
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

type Evaluated<T> = { result: { value: T }; exceptionDetails?: unknown };

/** The address that Chromium prints when it listens. */
function debuggerOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stderr?.on('data', (data: Buffer) => {
      printed += data.toString();
      const found = /DevTools listening on (ws:\S+)/.exec(printed);
      if (found?.[1] !== undefined) resolve(found[1]);
    });
    child.once('exit', () => reject(new Error(`the browser ended: ${printed}`)));
  });
}

type Call = <T = void>(method: string, params?: object) => Promise<T>;

async function connect(address: string): Promise<Call> {
  const socket = new WebSocket(address, { maxPayload: 2 ** 28 });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const waiting = new Map<number, { resolve(value: never): void; reject(why: Error): void }>();
  let calls = 0;
  socket.on('message', (data: Buffer) => {
    const { id, result, error } = JSON.parse(data.toString());
    const one = waiting.get(id);
    waiting.delete(id);
    if (error !== undefined) one?.reject(new Error(error.message));
    else one?.resolve(result as never);
  });
  socket.once('close', () => {
    for (const one of waiting.values()) one.reject(new Error('the browser is gone'));
  });
  return (method, params = {}) =>
    new Promise((resolve, reject) => {
      waiting.set(++calls, { resolve, reject });
      socket.send(JSON.stringify({ id: calls, method, params }));
    });
}
