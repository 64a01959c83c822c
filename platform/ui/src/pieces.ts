/** A text in the pieces that a line may end with: after dots, slashes and hyphens in a name, not in a number, date or key. */
export const piecesOf = (text: string): readonly string[] => text.split(/(?<=\w[./]+|[a-z]-)(?<!\+\S*)(?=[a-z])/i);
