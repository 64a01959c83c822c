/** What the pages of a door without script say, in one language. */
export interface DoorWords extends Readonly<
  Record<
    | "title"
    | "intro"
    | "notOpen"
    | "expired"
    // Who can open what is sealed, and how far this page can be believed.
    | "who"
    | "trust"
    // Sealing by hand, in four steps, the last of which is the form.
    | "step1"
    | "step1Lead"
    | "step2"
    | "step2Lead"
    | "step3"
    | "step3Lead"
    | "step4"
    | "leftOut"
    | "file"
    | "numberIs"
    | "numberBefore"
    | "wait"
    | "send"
    // What became of the file.
    | "taken"
    | "takenLead"
    | "waiting"
    | "waitingLead"
    // Coming back with the number.
    | "pickUp"
    | "pickUpLead"
    | "number"
    | "look"
    | "stands"
    | "owner"
    | "due"
    | "ifMissed"
    | "contest"
    | "opened"
    | "notOpened"
    | "replies"
    | "repliesLead"
    | "older"
    | "noReplies"
    | "back"
    /** The name of the other language. */
    | "language"
    /** The way out. */
    | "exit",
    string
  >
> {
  readonly sides: Readonly<Record<"employees" | "employer" | "outside", string>>;
  /** `employers`: how many of those named speak for the employer. */
  readonly whoLead: (employers: number) => string;
  /** One name, and what is said of it. */
  readonly said: (name: string, ...about: readonly string[]) => string;
}
