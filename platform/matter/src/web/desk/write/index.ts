export type { Choice } from "./choice.tsx";
export { HandOverDialog } from "./hand-over-dialog.tsx";
export { LetInCard } from "./let-in-card.tsx";
export { MessageDialog, type DialogProps } from "./message-dialog.tsx";
export { NoteDialog } from "./note-dialog.tsx";
export { PostponeDialog } from "./postpone-dialog.tsx";
export { ReplyForm } from "./reply-form.tsx";
