import { globSync, readFileSync } from "node:fs";

/**
 * The borders of the house. Each rule's comment is the wording SECURITY.md uses for the claim it holds up.
 * tools/borders.test.ts breaks every one of them on purpose.
 */
const at = (...paths) => paths.map((path) => `^${path}`);
const library = "(^|/)node_modules/";

/** What the server runs and lets speak without a name: its files are found by what they import, wherever they come to stand. */
const nameless = globSync(["features/*/src/server/**/*.ts", "platform/*/src/**/*.ts", "apps/server/**/*.ts"], {
  exclude: (path) => path === "node_modules" || path.endsWith(".test.ts"),
}).filter((file) => readFileSync(file, "utf8").includes('"@niuniu/voice'));

export default {
  forbidden: [
    {
      name: "server-is-blind",
      comment: "No file the server runs can reach the code that opens sealed messages, types included.",
      severity: "error",
      from: {
        path: at("apps/server/", "platform/(host|matter/src/server)/", "features/[^/]+/src/server/"),
        pathNot: "\\.test\\.ts$",
      },
      to: { path: "^kernel/seal/src/open\\.ts$", reachable: true },
    },
    {
      name: "crypto-in-kernel-only",
      comment: "Nothing above the kernel imports a cryptographic library.",
      severity: "error",
      from: { pathNot: ["^kernel/", "(^|/)node_modules/", "\\.test\\.ts$", "^bench/"] },
      to: { path: `${library}(@noble|@scure|age-encryption|hash-wasm|libsodium|openpgp|blindrsa|@cloudflare)` },
    },
    {
      name: "voice-is-nameless",
      comment: "What lets somebody speak without a name never comes near what signs people in or lists them.",
      severity: "error",
      // A pattern that nothing matches, as long as nothing speaks so.
      from: { path: nameless.length === 0 ? ["^$"] : nameless.map((file) => `^${file.replaceAll(".", "\\.")}$`) },
      to: { path: at("features/directory/src/server/", "platform/host/src/sign-in/"), reachable: true },
    },
    {
      name: "imports-go-down/kernel",
      comment:
        "A kernel package imports none of ours but the signed-note format; what members sign besides stands on the statement.",
      severity: "error",
      from: { path: "^kernel/([^/]+)/", pathNot: ["\\.test\\.ts$", "^kernel/committee/"] },
      to: { path: at("kernel/", "platform/", "features/", "apps/"), pathNot: ["^kernel/$1/", "^kernel/note/"] },
    },
    {
      name: "imports-go-down/committee",
      comment:
        "What members sign beside the statement knows the statement and the signed-note format, and nothing else of ours.",
      severity: "error",
      from: { path: "^kernel/committee/", pathNot: "\\.test\\.ts$" },
      to: {
        path: at("kernel/", "platform/", "features/", "apps/"),
        pathNot: ["^kernel/committee/", "^kernel/note/", "^kernel/roster/"],
      },
    },
    {
      name: "imports-go-down/platform",
      comment: "The platform knows no feature and no application.",
      severity: "error",
      from: { path: "^platform/" },
      to: { path: at("features/", "apps/") },
    },
    {
      name: "within-platform",
      comment: "A part of the platform stands on the kernel and the wire, and on no other part.",
      severity: "error",
      from: { path: "^platform/([^/]+)/", pathNot: "^platform/matter/src/(server|web)/" },
      to: { path: "^platform/", pathNot: ["^platform/$1/", "^platform/wire/"] },
    },
    {
      name: "trust-is-pure",
      comment:
        "What believes the committee and the record asks through its caller: it brings no server and no page along.",
      severity: "error",
      from: { path: "^platform/trust/" },
      to: { path: `${library}(fastify|pg|kysely|preact)/` },
    },
    {
      name: "imports-go-down/features",
      comment: "A feature knows no application.",
      severity: "error",
      from: { path: "^features/" },
      to: { path: "^apps/" },
    },
    {
      name: "faces-apart/root",
      comment: "The words and rules of a feature stand on the kernel and the wire alone.",
      severity: "error",
      from: { path: "^(features/[^/]+|platform/matter)/src/[^/]+\\.tsx?$", pathNot: "\\.test\\.ts$" },
      to: {
        path: [
          "^platform/(host|trust|ui)/",
          "^(features/[^/]+|platform/matter)/src/(server|web)/",
          `${library}(fastify|pg|kysely|preact)/`,
        ],
      },
    },
    {
      name: "faces-apart/server",
      comment: "Server code never reaches web code.",
      severity: "error",
      from: { path: at("features/[^/]+/src/server/", "platform/(host|matter/src/server)/", "apps/server/") },
      to: { path: at("features/[^/]+/src/web/", "platform/(trust|ui|matter/src/web)/", "apps/web/"), reachable: true },
    },
    {
      name: "faces-apart/web",
      comment: "Web code never reaches server code.",
      severity: "error",
      from: { path: at("features/[^/]+/src/web/", "platform/(trust|ui|matter/src/web)/", "apps/web/src/") },
      to: {
        path: at("features/[^/]+/src/server/", "platform/(host|matter/src/server)/", "apps/server/"),
        reachable: true,
      },
    },
    {
      name: "faces-apart/sample",
      comment: "What plays the people of the sample holds their keys: no server, no page and no rule reaches it.",
      severity: "error",
      from: {
        path: [
          ...at("kernel/", "platform/", "apps/(server|web|cli)/", "features/[^/]+/src/(server|web)/"),
          "^features/[^/]+/src/[^/]+$",
        ],
        pathNot: ["\\.test\\.tsx?$", "^platform/matter/src/sample/"],
      },
      to: { path: at("(features/[^/]+|platform/matter)/src/sample/", "apps/sample/") },
    },
    {
      name: "features-meet-by-name-only",
      comment: "One feature sees of another only its root: its words, never its server or web.",
      severity: "error",
      from: { path: "^features/([^/]+)/" },
      to: { path: "^features/[^/]+/src/(server|web|sample)/", pathNot: "^features/$1/" },
    },
    {
      name: "front-door-only",
      comment: "A package is entered by its name, never by a relative path into its folders.",
      severity: "error",
      from: { path: "^(kernel|platform|features|apps)/([^/]+)/" },
      to: { path: "^(kernel|platform|features|apps)/", pathNot: "^$1/$2/", dependencyTypesNot: ["aliased-workspace"] },
    },
    {
      name: "verifier-is-small",
      comment:
        "The command line that outsiders read reaches the kernel, and the rules of what is public: no server, no page, nothing that asks.",
      severity: "error",
      from: { path: "^apps/cli/" },
      to: {
        path: [
          ...at("platform/(host|trust|ui)/", "(features/[^/]+|platform/matter)/src/[^/]+/"),
          `${library}(fastify|pg|kysely|preact|zod)/`,
        ],
        reachable: true,
      },
    },
    {
      name: "no-cycles",
      comment: "No file imports itself in a circle, types included.",
      severity: "error",
      from: { path: at("kernel/", "platform/", "features/", "apps/") },
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)dist/" },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "default"] },
  },
};
