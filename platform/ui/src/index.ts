import en from "./strings/en.json" with { type: "json" };
import zh from "./strings/zh-CN.json" with { type: "json" };
import { stayLeft } from "./shell.tsx";
import { addStrings } from "./text.ts";

/** Makes the kit's own strings known, and stays away where somebody left quickly; to be called once by each entry. */
export function startKit(): void {
  stayLeft();
  addStrings({ en, "zh-CN": zh });
}

export { aboutMember, type About } from "./about-member.ts";
export { More, Pill } from "./asides.tsx";
export { Breakable } from "./breakable.tsx";
export { call, open, type CallOptions, type Outgoing } from "./call.ts";
export { CallError } from "@niuniu/wire";
export { isLost, sentenceOf, toneOf } from "./call-error.ts";
export { Check, Choices } from "./choices.tsx";
export { ClockLine, ClockStep, type ClockState } from "./clock-line.tsx";
export { Coming } from "./coming.tsx";
export { isComposing } from "./composing.ts";
export { CopyButton } from "./copy-button.tsx";
export { clockWords } from "./clocks.ts";
export { dayIn, formatDate, formatDay, offsetOf } from "./dates.ts";
export { Dialog } from "./dialog.tsx";
export { Button, Field, Form, LinkButton, TextArea } from "./form.tsx";
export { formatMonth } from "./format-month.ts";
export { Frame, Heading } from "./frame.tsx";
export { here } from "./here.ts";
export { whenIdle } from "./idle.ts";
export { CheckIcon, OxIcon } from "./icons.tsx";
export { chooseLanguage, language, languageOf, startLanguage, useLanguage, type Language } from "./language.ts";
export { keeps } from "./keeps.ts";
export { useLeaveQuestion } from "./leave-question.ts";
export { atLine } from "./line.ts";
export { useLive } from "./live.ts";
export { Notice, type Tone } from "./notice.tsx";
export { Card, CheckMark, Initials, initialsOf, Person, Progress } from "./parts.tsx";
export { partOf } from "./part-of.ts";
export { saveText } from "./save-text.ts";
export { settle, Unsettled } from "./settle.ts";
export { device, tab } from "./shelves.ts";
export { LanguageSwitch, leave, Mark, QuickExit, TopBar } from "./shell.tsx";
export { solveWork } from "./solve-work.ts";
export { Stepper } from "./stepper.tsx";
export { addStrings, addStringsLater, fill, t, type Strings, type Values } from "./text.ts";
export { Select } from "./select.tsx";
export { timeUntil } from "./time-until.ts";
export { Trouble } from "./trouble.tsx";
export { useAct, type Acting } from "./use-act.ts";
export { useCopied } from "./use-copied.ts";
export { useLoad, type Loaded } from "./use-load.ts";
export { useLoaded } from "./use-loaded.ts";
export { Words } from "./words.tsx";
