import { route, type ParcelOf } from "@niuniu/wire";

/** The committee's reply templates as they lie here: how many times they were saved, and by which head; 0 and "" while there are none. */
export interface TemplatesHeader {
  readonly number: number;
  readonly head: string;
}
/** `known`: the head that the caller has already, for which no file is sent again. Part [0] the sealed file (templates.md). */
export const read = route<{ readonly known: string }, ParcelOf<TemplatesHeader>>({
  audience: "member",
  method: "POST",
  path: "/templates/read",
  takes: "json",
  gives: "parcel",
});
/** Part [0] the sealed file. `previous`: the head it takes the place of, "" for none. The same number and head: the same templates, sealed anew. */
export const save = route<ParcelOf<TemplatesHeader & { readonly previous: string }>, TemplatesHeader>({
  audience: "member",
  method: "POST",
  path: "/templates/save",
  takes: "parcel",
  gives: "json",
});
