/** The rules over the list of sessions: how many sockets of one upstream are open at once, how fast they were opened. */
import type { SocketTimes } from '../../dialects/rule.ts';
import { ruleTable } from '../../lint/open-lint.ts';
import type { FindingView } from '../state.ts';
import { isOver } from './connection-words.ts';
import type { HeldSession } from './held-session.ts';

export class SocketWatch {
  /** What the user says the account allows; null for what is usual. */
  private most: number | null = null;
  private seen = '';

  allow(most: number | null): void {
    this.most = most;
  }

  /** Call when a session began, ended or was forgotten; costs nothing while the list is as it was. Answers the sessions. */
  look(sessions: Iterable<HeldSession>): HeldSession[] {
    const all = [...sessions];
    const now = `${this.most} ${all.map(({ session }) => `${session.log.head.id} ${isOver(session.connection)}`).join()}`;
    if (now === this.seen) return all;
    this.seen = now;
    const upstreams = new Map<string, HeldSession[]>();
    for (const held of all) {
      const { upstream } = held.session.log.head;
      upstreams.set(upstream, [...(upstreams.get(upstream) ?? []), held]);
    }
    for (const same of upstreams.values()) this.share(same);
    return all;
  }

  /** Looks at the sessions of one upstream, and gives each what stands with it. */
  private share(same: readonly HeldSession[]): void {
    const found = new Map(this.about(same).map((each) => [each.id, each.finding]));
    for (const { session } of same) {
      const finding = found.get(session.log.head.id);
      session.findings.share(finding === undefined ? [] : [finding]);
    }
  }

  private about(same: readonly HeldSession[]): { id: string; finding: FindingView }[] {
    const dialect = same[0]?.session.dialect;
    const sockets = dialect?.rules.sockets;
    if (dialect === undefined || sockets === undefined) return [];
    const titles = new Map(same.map(({ session }) => [session.log.head.id, session.title]));
    const texts = new Map(ruleTable(dialect).map((text) => [text.id, text]));
    return sockets.findings(same.map(timesOf), this.most ?? sockets.usual).flatMap(({ id, rule, says, sessions }) => {
      const text = texts.get(rule);
      if (text === undefined) return [];
      const proven = sessions.map((each) => ({ id: each, title: titles.get(each) ?? each }));
      const { severity } = text;
      return [
        { id, finding: { key: `${rule}-list`, rule, severity, says, proofs: [], count: 1, text, sessions: proven } },
      ];
    });
  }
}

/** On the page's clock: the recorder's zero of each session is its own. */
function timesOf({ session, begunAt }: HeldSession): SocketTimes {
  const { log, connection } = session;
  const lasted = log.length === 0 ? 0 : log.tOf(log.length);
  return { id: log.head.id, from: begunAt, to: isOver(connection) ? begunAt + lasted : null };
}
