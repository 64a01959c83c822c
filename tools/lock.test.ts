import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const read = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));
const asked = (folder: string, { dependencies = {}, devDependencies = {}, optionalDependencies = {} }: Manifest) => {
  return { folder, dependencies, devDependencies, optionalDependencies };
};

it("the lock file says of each package of ours what that package says of itself", () => {
  const { packages } = read("package-lock.json") as { readonly packages: Readonly<Record<string, Manifest>> };
  const folders = ["kernel", "platform", "features", "apps"].flatMap((shelf) =>
    readdirSync(shelf).map((name) => join(shelf, name)),
  );
  const locked = Object.keys(packages).filter((path) => path !== "" && !path.startsWith("node_modules/"));
  expect(locked.toSorted()).toEqual(folders.toSorted());
  for (const folder of ["", ...folders]) {
    const own = read(join(folder, "package.json")) as Manifest;
    expect(asked(folder, packages[folder] ?? {})).toEqual(asked(folder, own));
  }
});
