import { fromHex } from "@niuniu/note";
import { atLine, Breakable, CheckMark, More, Notice, Progress, t, Trouble, useLoad } from "@niuniu/ui";
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { Copied } from "../copied.tsx";
import { readBefore } from "../entries/paging.ts";
import { readEntry } from "../entries/shown.ts";
import { lookAt, type Look } from "../explorer/look.ts";
import { askEntries } from "../explorer/use-entries.ts";
import { witnessWords } from "../time-words.ts";

/** What there is to compare: where the record stands, the eight words, and the hash of the newest release. */
interface Facts {
  readonly look: Look;
  readonly words: string | null;
  readonly release: string | null;
}

async function factsOf(): Promise<Facts> {
  const [look, { hashWords }] = await Promise.all([lookAt(), import("@niuniu/seal/words")]);
  const words = look.first === null ? null : hashWords(fromHex(look.first), 8);
  return { look, words, release: look.record === null ? null : await newestRelease(look.record.size) };
}

/** The hash of the newest release in the newest months of the record; null where there is none. */
async function newestRelease(size: number): Promise<string | null> {
  for (let [before, left] = [size + 100, 4]; left > 0 && before > 0; left--) {
    const { entries, from } = await readBefore(askEntries, before);
    for (const { shown } of entries.map(readEntry)) if (shown.kind === "release") return shown.hash;
    before = from;
  }
  return null;
}

/** `/verify`: three ways not to have to believe this server, from the easiest to the most thorough. */
export function VerifyPage(): JSX.Element {
  const { value: facts, error, again } = useLoad(factsOf, "verify");
  return (
    <>
      <div class="stack close">
        <h1>{t("ledger.verify.title")}</h1>
        <p class="lead">{t("ledger.verify.lead")}</p>
      </div>
      <Trouble error={error} again={again} />
      {facts === null && error === null && <Progress words={t("ledger.loading")} />}
      {facts !== null && (
        <>
          <WayOne facts={facts} />
          <WayTwo look={facts.look} />
          <WayThree release={facts.release} />
        </>
      )}
    </>
  );
}

/** One way: what to do, then what it shows and what it does not. */
function Way(props: { readonly way: 1 | 2 | 3; readonly children: ComponentChildren }): JSX.Element {
  const { way } = props;
  return (
    <section class="card" aria-labelledby={`way-${way}`}>
      <h2 id={`way-${way}`}>{t(`ledger.verify.way${way}`)}</h2>
      {props.children}
      <p class="small">
        <strong>{t("ledger.verify.shows")}</strong> {t(`ledger.verify.way${way}-shows`)}
      </p>
      <p class="small">
        <strong>{t("ledger.verify.not")}</strong> {t(`ledger.verify.way${way}-not`)}
      </p>
    </section>
  );
}

function WayOne({ facts: { look, words } }: { readonly facts: Facts }): JSX.Element {
  return (
    <Way way={1}>
      <p>{t("ledger.verify.words")}</p>
      {words === null ? (
        <p class="soft">{t(look.committee === "none" ? "ledger.verify.no-words" : "ledger.verify.bad-words")}</p>
      ) : (
        <p class="words code" lang="en" translate={false}>
          {words}
        </p>
      )}
      {look.committee !== "checked" && look.committee !== "none" && (
        <Notice tone="missed">{t(`ledger.state.${look.committee}`)}</Notice>
      )}
    </Way>
  );
}

function WayTwo({ look: { record, committee } }: { readonly look: Look }): JSX.Element {
  return (
    <Way way={2}>
      <ul class="points">
        {([1, 2, 3] as const).map((step) => (
          <li key={step}>{t(`ledger.verify.device${step}`)}</li>
        ))}
      </ul>
      {record !== null && (
        <>
          <h3>{t("ledger.verify.key")}</h3>
          <Copied text={record.vkey} label={t("ledger.verify.key-copy")} />
          {committee === "checked" && record.named && <CheckMark>{t("ledger.verify.key-named")}</CheckMark>}
          <Mine vkey={record.vkey} />
          <p class="small soft">
            {t("ledger.state.witness")} <Breakable text={witnessWords(record, Date.now())} />
          </p>
        </>
      )}
    </Way>
  );
}

/** Compares a key that somebody brought with the one shown, letter by letter. */
function Mine({ vkey }: { readonly vkey: string }): JSX.Element {
  const [typed, setTyped] = useState("");
  const mine = typed.trim();
  return (
    <>
      <label class="field">
        {t("ledger.verify.mine")}
        <input
          class="code"
          value={typed}
          autocomplete="off"
          spellcheck={false}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      </label>
      <p role="status" class={mine === vkey ? "good" : "error"}>
        {mine === "" ? "" : t(mine === vkey ? "ledger.verify.mine-same" : "ledger.verify.mine-other")}
      </p>
    </>
  );
}

const NIUNIU = "npm run --silent niuniu --";

/** The one command that checks most, with this line's own address in it. */
const mainCommand = (origin: string): string => `${NIUNIU} verify ${origin}`;

/** The others, for those who want more. */
function furtherCommands(origin: string, host: string): readonly (readonly [string, string])[] {
  return [
    ["site", `${NIUNIU} verify-site ${origin}`],
    ["release", "npm run --silent release"],
    ["watch", `${NIUNIU} watch ${origin} --mail-to you@example.org --smtp smtp://mail.example.org:587`],
    ["mirror", `${NIUNIU} mirror ${origin} ./${host}`],
    ["witness", `${NIUNIU} witness --data ./witness --listen 8788 --from ${origin}`],
    ["pages", `npm run --silent site -- --api ${origin} --out ./pages`],
  ];
}

function WayThree({ release }: { readonly release: string | null }): JSX.Element {
  const { origin, hostname } = new URL(atLine("/"), location.href);
  return (
    <Way way={3}>
      <p>{t("ledger.verify.source")}</p>
      <h3>{t("ledger.verify.verify")}</h3>
      <Command name="verify" command={mainCommand(origin)} />
      <h3>{t("ledger.verify.further")}</h3>
      <ul>
        {furtherCommands(origin, hostname).map(([name, command]) => (
          <li key={name}>
            <More title={t(`ledger.verify.${name}`)}>
              <Command name={name} command={command} />
              {name === "release" && release !== null && (
                <p class="small">
                  {t("ledger.verify.release-hash")}{" "}
                  <span class="code" translate={false}>
                    {release}
                  </span>
                </p>
              )}
            </More>
          </li>
        ))}
      </ul>
    </Way>
  );
}

/** What a command does, and the command. */
function Command({ name, command }: { readonly name: string; readonly command: string }): JSX.Element {
  return (
    <div class="stack close">
      <p class="small soft">{t(`ledger.verify.${name}-more`)}</p>
      <Copied text={command} label={t("ledger.verify.copy-command", { name: t(`ledger.verify.${name}`) })} />
    </div>
  );
}
