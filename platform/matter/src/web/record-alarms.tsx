import { evidenceText, type Exhibit, type Finding, type RecordView } from "@niuniu/trust";
import { Button, formatDate, formatDay, Notice, t, saveText } from "@niuniu/ui";
import type { JSX } from "preact";

/** Only the file is at fault, or nothing contradicts so far: said quietly. */
const QUIET: readonly Finding["code"][] = ["bad-file", "other-file", "uncompared", "succession", "put-back", "unkept"];

/** What to do next; these two have an answer of their own. */
const OWN_ADVICE: readonly Finding["code"][] = ["unknown", "unsealed"];

/** A finding in the words of a person: what happened, by its own dates. */
function findingWords(finding: Finding, words: string, zone: string): string {
  const now = Date.now();
  const values = Object.entries<string | number | boolean>({ ...finding }).flatMap(([key, value]) => {
    if (key === "at") return [[key, formatDate(Number(value), now, zone)] as const];
    if (key === "date") return [[key, formatDay(String(value), now)] as const];
    if (key === "against") return [[key, t(`${words}.against.${String(value)}`)] as const];
    return typeof value === "boolean" ? [] : [[key, value] as const];
  });
  return t(`${words}.f.${spelling(finding)}`, Object.fromEntries(values));
}

function spelling(finding: Finding): string {
  if (finding.code === "unknown") return finding.proven ? "unknown-proven" : "unknown";
  return finding.code === "broken-promise" && finding.number === 0 ? "broken-promise-file" : finding.code;
}

/** What the public record does not bear out, what to do about it, and a way to keep what shows it. Nothing when all is well. */
export function RecordAlarms(props: {
  /** The prefix of the feature's strings for all of it, such as "cases.record". */
  readonly words: string;
  readonly findings: readonly Finding[];
  readonly exhibits: readonly Exhibit[];
  /** Null where the record could not be looked at. */
  readonly view: RecordView | null;
  readonly zone: string;
}): JSX.Element {
  const { words, findings, exhibits, view, zone } = props;
  const loud = findings.filter(({ code }) => !QUIET.includes(code));
  const quiet = findings.filter(({ code }) => QUIET.includes(code));
  const own = OWN_ADVICE.find((code) => loud.some((finding) => finding.code === code));
  const sentences = findings.map((finding) => findingWords(finding, words, zone));
  const save = (): void => {
    const lead = t(`${words}.lead`, { date: formatDate(Date.now(), Date.now(), zone), where: location.origin });
    saveText(t(`${words}.file-name`), evidenceText(lead, sentences, exhibits));
  };
  return (
    <>
      {view?.stale === true && (
        <Notice tone="owed">{t(`${words}.stale`, { date: formatDate(view.until, Date.now(), zone) })}</Notice>
      )}
      {quiet.map((finding, index) => (
        <Notice key={index} tone="owed">
          <p>{findingWords(finding, words, zone)}</p>
          {finding.code === "succession" && <Button onClick={save}>{t(`${words}.save-earlier`)}</Button>}
        </Notice>
      ))}
      {loud.length > 0 && (
        <Notice tone="missed" title={t(`${words}.alarm`)}>
          <div class="stack close">
            <ul class="points">
              {loud.map((finding, index) => (
                <li key={index}>{findingWords(finding, words, zone)}</li>
              ))}
            </ul>
            <p class="small">{t(own === undefined ? `${words}.do` : `${words}.do-${own}`)}</p>
            <Button onClick={save}>{t(`${words}.save`)}</Button>
          </div>
        </Notice>
      )}
    </>
  );
}
