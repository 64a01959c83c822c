import eslint from "@eslint/js";
import tseslint from "typescript-eslint";

/**
 * Time and randomness are parameters in the kernel and in the rules of a feature: what decides must be replayable. Nor does it ask
 * what each device answers by tables of its own, of zones or of languages: two readers would not find the same.
 */
const pure = {
  "no-restricted-globals": ["error", "process", "fetch", "crypto", "performance", "setTimeout", "setInterval", "Intl"],
  "no-restricted-properties": [
    "error",
    { object: "Math", property: "random", message: "Randomness is a parameter here." },
    { object: "Date", property: "now", message: "Time is a parameter here." },
    ...["localeCompare", "toLocaleString", "toLocaleDateString", "toLocaleTimeString"].map((property) => {
      return { property, message: "Devices differ in this." };
    }),
  ],
  "no-restricted-syntax": [
    "error",
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: "Time is a parameter here." },
    { selector: "ExportDefaultDeclaration", message: "Named exports only." },
  ],
};

export default tseslint.config(
  { ignores: ["**/dist/**", ".cache/**", "data/**", "node_modules/**"] },
  eslint.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        // One program of everything, made once; that each face knows no more than it may is for the compiler to say.
        project: "./tsconfig.lint.json",
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/strict-boolean-expressions": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/consistent-type-definitions": "off",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "max-lines": ["error", 400],
      "max-params": ["error", 4],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
      complexity: ["error", 12],
      "no-console": "error",
      "no-restricted-syntax": [
        "error",
        { selector: "ExportDefaultDeclaration", message: "Named exports only." },
        { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: "No HTML from strings." },
        { selector: "MemberExpression[property.name='innerHTML']", message: "No HTML from strings." },
      ],
    },
  },
  // What runs before anything is installed, and configuration: plain scripts outside the type-checked projects.
  {
    files: ["**/*.mjs"],
    ...tseslint.configs.disableTypeChecked,
    rules: { ...tseslint.configs.disableTypeChecked.rules, "@typescript-eslint/no-dynamic-delete": "off" },
    languageOptions: {
      ...tseslint.configs.disableTypeChecked.languageOptions,
      globals: Object.fromEntries(
        ["process", "setTimeout", "Buffer", "Blob", "FormData", "fetch"].map((name) => [name, "readonly"]),
      ),
    },
  },
  // Served as it stands: what a browser runs beside all pages.
  {
    files: ["apps/web/public/**/*.js"],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: {
      ...tseslint.configs.disableTypeChecked.languageOptions,
      globals: Object.fromEntries(["self", "navigator", "location", "URL"].map((name) => [name, "readonly"])),
    },
  },
  {
    files: ["kernel/*/src/**/*.ts", "platform/matter/src/*.ts", "features/*/src/*.ts"],
    ignores: ["**/*.test.ts"],
    rules: pure,
  },
  {
    // A component is mostly a picture: its length is markup, not logic.
    files: ["**/*.tsx"],
    rules: { "max-lines-per-function": ["error", { max: 120, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: [
      "**/*.test.ts",
      "**/*.test.tsx",
      "journeys/**",
      "bench/**",
      "tools/**",
      "*.config.mjs",
      ".dependency-cruiser.mjs",
      "*.config.ts",
      "apps/*/*.ts",
    ],
    rules: {
      "max-lines-per-function": "off",
      "no-console": "off",
      "no-restricted-syntax": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
);
