/** The reference of every protocol, put together from what the product runs on. */
import type { Dialect } from '../../dialects/dialect.ts';
import type { EventSchema } from '../../dialects/event-schemas.ts';
import { fish } from '../../dialects/fish/fish.ts';
import { fishRefusalWords } from '../../dialects/fish/refusal.ts';
import { fishClientSchemas } from '../../dialects/fish/schema.ts';
import { fishServerSchemas } from '../../dialects/fish/server-schema.ts';
import { fishspeech } from '../../dialects/fishspeech/fishspeech.ts';
import { speechRefusalWords } from '../../dialects/fishspeech/refusal.ts';
import { speechClientSchemas } from '../../dialects/fishspeech/schema.ts';
import { speechServerSchemas } from '../../dialects/fishspeech/server-schema.ts';
import type { RefusalWords } from '../../dialects/refused-upgrade.ts';
import { ruleTable } from '../../lint/open-lint.ts';
import { cardsOf } from '../tap-clients/client-cards.ts';
import { examples } from './examples.ts';
import { fieldFacts } from './field-facts.ts';
import { fishAudio } from './fish-audio.ts';
import { fishCourse } from './fish-course.ts';
import { fishConnectionFacts, fishFraming, fishParts, fishPaths, fishStatusFacts } from './fish-facts.ts';
import type { AudioFacts, ConnectionFacts, Course, EventFacts, Fact, Reference, UpgradePart } from './reference.ts';
import { speechAudio } from './speech-audio.ts';
import { speechCourse } from './speech-course.ts';
import { speechConnectionFacts, speechFraming, speechParts, speechPaths, speechStatusFacts } from './speech-facts.ts';

/** What a protocol's own files say, beside its `Dialect`. */
type Told = {
  dialect: Dialect;
  asOf: string;
  client: readonly EventSchema[];
  server: readonly EventSchema[];
  /** Frames of the server without an envelope; null where there are none. */
  binary: string | null;
  refusals: RefusalWords;
  parts: Readonly<Record<string, string>>;
  paths: Readonly<Record<string, string>>;
  facts: readonly Fact[];
  framing: readonly Fact[];
  statusFacts: readonly Fact[];
  audio: AudioFacts;
  course: Course;
};

function referenceOf(told: Told): Reference {
  const { dialect, client, server, binary, refusals } = told;
  const own = examples.filter((one) => one.dialect === dialect.id);
  const event = (from: EventFacts['from'], name: string, says: string, fields: EventFacts['fields']): EventFacts => ({
    name,
    from,
    says,
    fields,
    example: own.find(({ events }) => events.includes(name))?.id ?? null,
  });
  return {
    id: dialect.id,
    title: dialect.title,
    about: dialect.about,
    asOf: told.asOf,
    connection: connectionOf(told),
    framing: told.framing,
    events: [
      ...client.map((each) => event('client', each.name, each.about, fieldFacts(each))),
      ...server.map((each) => event('server', each.name, each.about, fieldFacts(each))),
      ...(binary === null ? [] : [event('server', 'binary', binary, [])]),
    ],
    audio: told.audio,
    course: told.course,
    statuses: [...refusals].map(([status, { means, hint }]) => ({ status, means, hint })),
    statusFacts: told.statusFacts,
    rules: ruleTable(dialect),
    clients: cardsOf(dialect.id),
    examples: own,
  };
}

function connectionOf({ dialect, parts, paths, facts }: Told): ConnectionFacts {
  const initial = Object.fromEntries(dialect.upgradeOptions.map((option) => [option.name, option.initial]));
  const plan = dialect.upgrade(dialect.paths[0] ?? '', initial);
  const part =
    (place: UpgradePart['place']) => (each: { name: string; value: (typeof plan.headers)[number]['value'] }) => ({
      place,
      name: each.name,
      value: each.value.map((piece) => (typeof piece === 'string' ? piece : '<your key>')).join(''),
      says: parts[each.name] ?? '',
    });
  return {
    base: dialect.defaultBase,
    paths: dialect.paths.map((path) => ({ path, says: paths[path] ?? '' })),
    parts: [
      ...plan.headers.map(part('header')),
      ...plan.query.map(part('query')),
      ...plan.protocols.map((name) => ({ place: 'sub-protocol' as const, name, value: '', says: parts[name] ?? '' })),
    ],
    options: dialect.upgradeOptions.map(({ name, values, initial: first, help }) => ({
      name,
      values,
      initial: first,
      says: help,
    })),
    secrets: [
      ...dialect.secretHeaders.map((name) => `header ${name}`),
      ...dialect.secretQuery.map((name) => `query ${name}`),
      ...dialect.secretFields.map(({ event, field }) => `field ${field} of ${event}`),
    ],
    facts,
  };
}

export const references: readonly Reference[] = [
  referenceOf({
    dialect: fish,
    asOf: 'Documents of August and September 2026.',
    client: fishClientSchemas,
    server: fishServerSchemas,
    binary: null,
    refusals: fishRefusalWords,
    parts: fishParts,
    paths: fishPaths,
    facts: fishConnectionFacts,
    framing: fishFraming,
    statusFacts: fishStatusFacts,
    audio: fishAudio,
    course: fishCourse,
  }),
  referenceOf({
    dialect: fishspeech,
    asOf: 'One page, undated.',
    client: speechClientSchemas,
    server: speechServerSchemas,
    binary: 'Sound, without an envelope: a piece of the file that the audio event before it announced.',
    refusals: speechRefusalWords,
    parts: speechParts,
    paths: speechPaths,
    facts: speechConnectionFacts,
    framing: speechFraming,
    statusFacts: speechStatusFacts,
    audio: speechAudio,
    course: speechCourse,
  }),
];

/** Undefined for a protocol there is none of. */
export const referenceFor = (dialect: string): Reference | undefined => references.find(({ id }) => id === dialect);
