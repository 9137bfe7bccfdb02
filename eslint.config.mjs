import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

const INDEXES = [
  { group: ["@cdktf/provider-azurerm", "@cdktf/provider-azuread"], message: "Import from lib/<resource>: the package's index costs 3 s and 344 MB." },
];

export default defineConfig(
  { ignores: ["dist/", "cdktf.out/", "coverage/", "node_modules/"] },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "no-restricted-imports": ["error", { patterns: INDEXES.map(({ group, message }) => ({ regex: `^(${group.join("|")})$`, message })) }],
      "no-console": "error",
      // Constructs are made for what they add to the tree.
      "no-new": "off",
      "no-control-regex": "off",
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true, varsIgnorePattern: "^_$", argsIgnorePattern: "^_" }],
      "@typescript-eslint/no-misused-spread": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-unnecessary-condition": ["error", { allowConstantLoopConditions: true }],
    },
  },
  { files: ["test/**/*.ts"], rules: { "@typescript-eslint/no-non-null-assertion": "off" } },
);
