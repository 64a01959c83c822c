import type { FeatureKind } from "@niuniu/record";
import type { Refusals } from "@niuniu/wire";
import type { Checker } from "./archive/doctor.ts";
import type { MigrationFolder, Tx } from "./database.ts";
import type { HealthOf } from "./health/health.ts";
import type { Host } from "./host.ts";
import type { Section } from "./rules/section.ts";

/** What a feature says of itself. Its name is its folder and the prefix of its addresses, tables, codes and strings. */
export interface Stated<Name extends string, Needs, Gives> {
  readonly name: Name;
  /** Its folder of `.sql` files, where it has tables. */
  readonly migrations?: URL;
  /** Everything it refuses, with the sentences. */
  readonly refusals: Refusals;
  /** Its section of the policy. */
  readonly rules?: Section<unknown>;
  /** The kinds of texts it enters into the public record, beside the record's own. */
  readonly publishes?: readonly FeatureKind[];
  /** What the doctor looks through. */
  readonly checks?: readonly Checker[];
  /** Tables that no backup holds. */
  readonly unkept?: readonly string[];
  /** Its part of the day's public figures, in the transaction that publishes them; JSON. */
  readonly figures?: (host: Host, tx: Tx) => Promise<unknown>;
  /** What it can tell of the house's own health. */
  readonly health?: HealthOf;
  /** How much of it waits for a member, by names of its own, such as "open": for the numbers beside the navigation. */
  readonly counts?: (host: Host, member: string) => Promise<Readonly<Record<string, number>>>;
  /**
   * Serves its routes, answers, listens, sets its timers; before the first request is taken. `needs` is what others hand it;
   * it resolves with what others may be handed.
   */
  readonly mount: (host: Host, needs: Needs) => Promise<Gives>;
}

/** A feature as a value, for whoever puts a server together. */
export interface Feature<Name extends string = string, Needs = never, Gives = unknown> extends MigrationFolder {
  readonly name: Name;
  readonly rules: Section<unknown> | null;
  readonly checks: readonly Checker[];
  readonly unkept: readonly string[];
  readonly health: HealthOf | null;
  /** Mounts it on a host whose database holds its migrations. */
  readonly mount: (host: Host, needs: Needs) => Promise<Gives>;
}

/** States a feature. Mounting it makes known to the host what it refuses, publishes and counts. */
export function feature<const Name extends string, Needs, Gives>(
  stated: Stated<Name, Needs, Gives>,
): Feature<Name, Needs, Gives> {
  const {
    name,
    migrations = null,
    refusals,
    rules = null,
    publishes = [],
    checks = [],
    unkept = [],
    health = null,
    figures,
    counts,
  } = stated;
  const foreign = [...publishes, ...Object.keys(refusals), ...Object.keys(health?.says ?? {})].find(
    (word) => !word.startsWith(`${name}/`),
  );
  if (foreign !== undefined) throw new Error(`${foreign} is not a word of ${name}`);
  return {
    name,
    migrations,
    rules,
    checks,
    unkept,
    health,
    mount: async (host, needs) => {
      bringRules(host, [{ name, rules }]);
      await host.rules.keep();
      host.refusals(refusals);
      host.record.declare(publishes);
      if (figures !== undefined) host.figures.state(name, (tx) => figures(host, tx));
      if (health !== null) host.health.state(name, health);
      if (counts !== undefined) host.counts.state(name, (member) => counts(host, member));
      return stated.mount(host, needs);
    },
  };
}

function bringRules({ rules }: Pick<Host, "rules">, features: readonly Pick<Feature, "name" | "rules">[]): void {
  for (const { name, rules: section } of features) if (section !== null) rules.bring(name, section);
}

/** Features in the order in which they are mounted; `Given` is what those before have given, by their names. */
export interface Features<Given> {
  readonly list: readonly Feature[];
  /** Adds a feature; `touch` hands it what it needs of those before. */
  readonly and: <Name extends string, Needs, Gives>(
    feature: Feature<Name, Needs, Gives>,
    ...touch: undefined extends Needs ? [touch?: (given: Given) => Needs] : [touch: (given: Given) => Needs]
  ) => Features<Given & Readonly<Record<Name, Gives>>>;
  /** Mounts all, one after the other; the rules of all are brought before, so that the first knows the whole policy. */
  readonly mount: (host: Host) => Promise<Given>;
}

interface Placed {
  readonly feature: Feature;
  readonly touch: (given: never) => unknown;
}

function inOrder<Given>(placed: readonly Placed[]): Features<Given> {
  const list = placed.map(({ feature }) => feature);
  return {
    list,
    and: (feature, ...[touch = () => undefined]) => {
      if (placed.some((other) => other.feature.name === feature.name))
        throw new Error(`two features are ${feature.name}`);
      return inOrder([...placed, { feature, touch }]);
    },
    mount: async (host) => {
      bringRules(host, list);
      const given: Record<string, unknown> = {};
      for (const { feature, touch } of placed)
        given[feature.name] = await feature.mount(host, touch(given as never) as never);
      return given as Given;
    },
  };
}

/** No feature yet: `noFeature.and(people).and(cases, ({ people }) => …)`. */
export const noFeature: Features<object> = inOrder([]);
