/** The rules of one server and what they hold, over all its connections. Pure. */
import { type Problem, problem } from '../../problem/problem.ts';
import type { Masker } from '../../session/mask.ts';
import { type HoldLimits, HoldStage } from './hold-stage.ts';
import { readRules } from './rule-check.ts';
import { type BoardNotice, isFor, numberOfId, type RuleBoard, type TapRule } from './rules.ts';

const defaultHoldLimits: HoldLimits = {
  waitingBytes: 64 * 2 ** 20,
  waitingFrames: 10_000,
  maxPayload: 32 * 2 ** 20,
  lostListed: 50,
};

/** `masker`: of the recorder that writes these connections down; keys of its handles fill the holes of edited frames. */
export function createRuleBoard({ masker, limits }: { masker: Masker; limits?: Partial<HoldLimits> }): RuleBoard {
  const live = new Map<string, HoldStage>();
  const listeners = new Set<(notice: BoardNotice) => void>();
  let rules: readonly TapRule[] = [];
  let used = 0;
  const notify = (notice: BoardNotice) => {
    for (const listener of [...listeners]) listener(notice);
  };
  const stageOf = (session: string): HoldStage | Problem =>
    live.get(session) ?? problem('not_held', 'This connection is over, or no rule was armed when it opened.');
  return {
    set(value) {
      const read = readRules(value);
      if ('code' in read) return read;
      const before = new Map(rules.map((rule) => [JSON.stringify(rule), rule]));
      rules = read.map((rule) => before.get(JSON.stringify(rule)) ?? rule);
      used = Math.max(used, ...rules.map(({ id }) => numberOfId(id)));
      for (const stage of [...live.values()]) stage.rulesChanged();
      notify({ say: 'rules', rules });
      return null;
    },
    rules: () => rules,
    usedNumber: () => used,
    armed: (upstream, name) => rules.some((rule) => isFor(rule, upstream, name)),
    stage(ask) {
      const { session } = ask;
      let stage: HoldStage | null = null;
      const parts = {
        masker,
        limits: { ...defaultHoldLimits, ...limits },
        rules: () => rules,
        held: (frame: Omit<Extract<BoardNotice, { say: 'held' }>, 'say'>) => notify({ say: 'held', ...frame }),
        letGo: (held: number) => notify({ say: 'let-go', session, held }),
        gone: () => {
          if (live.get(session) === stage) live.delete(session);
        },
      };
      return {
        open(port) {
          stage = new HoldStage(ask, parts, port);
          live.set(session, stage);
          return stage;
        },
        left: (peer) => stage?.left(peer),
      };
    },
    held: () => [...live.values()].flatMap((stage) => stage.heldNow()),
    waiting: (session) => live.get(session)?.waitingNow() ?? [],
    release(session, held, act, edited, delayMs = 0) {
      const stage = stageOf(session);
      return 'code' in stage ? stage : stage.release(held, act, edited, delayMs);
    },
    inject(session, to, frame) {
      const stage = stageOf(session);
      return 'code' in stage ? stage : stage.inject(to, frame);
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
