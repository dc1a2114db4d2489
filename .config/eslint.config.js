import { defineConfig, globalIgnores } from 'eslint/config';
import { configs as lit } from 'eslint-plugin-lit';
import tseslint from 'typescript-eslint';

/** Lengths, depths and counts of the house. Blank lines and comments are free: nobody shall save on them. */
const sizes = {
  'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true, IIFEs: true }],
  'max-depth': ['error', 3],
  'max-params': ['error', 3],
};

const correctness = {
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-console': 'error',
  'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
  'no-restricted-globals': ['error', { name: 'name', message: 'The window name is never what is meant.' }],
  '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
  '@typescript-eslint/switch-exhaustiveness-check': 'error',
  // A literal in a template is a word for a person or a piece of SQL; numbers are as welcome there as strings.
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true, allowNullish: false }],
  // tsc's noUncheckedIndexedAccess asks at every index; `!` is how the answer "it is there" is written.
  '@typescript-eslint/no-non-null-assertion': 'off',
  // Void where a promise is meant to run on by itself is the house's way to say so.
  '@typescript-eslint/no-confusing-void-expression': 'off',
  '@typescript-eslint/no-meaningless-void-operator': 'off',
};

const socketHandlers = {
  selector: "CallExpression[callee.property.name='on'][callee.object.name=/^(socket|io)$/]",
  message: 'A bare handler lets one bad packet end the process: register it through server/live/handle.ts.',
};

const clocks = [{ object: 'Date', property: 'now', message: 'The clock comes in through the door: take `now` as a parameter.' }];

const newDate = {
  selector: "NewExpression[callee.name='Date'][arguments.length=0]",
  message: 'The clock comes in through the door: take `now` as a parameter.',
};

const handMadeRoutes = {
  selector: "CallExpression[callee.name='Router']",
  message: 'Operations are declared in the contract and carried out through server/kernel/http/routes.ts.',
};

export default defineConfig(
  globalIgnores(['dist/', '.data/']),
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['.config/*.js', 'test/support/*.mjs'] },
        tsconfigRootDir: `${import.meta.dirname}/..`,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: { ...sizes, ...correctness },
  },
  // Lit calls an event listener with its host as `this`.
  { files: ['client/**/*.ts'], extends: [lit['flat/recommended']], rules: { '@typescript-eslint/unbound-method': 'off' } },
  {
    files: ['server/**/*.{rules,store,commands,routes}.ts', 'geodata/**/*.ts', 'client/**/*.{view,layer}.ts'],
    rules: { 'no-restricted-properties': ['error', ...clocks], 'no-restricted-syntax': ['error', newDate] },
  },
  { files: ['server/**/*.routes.ts'], rules: { 'no-restricted-syntax': ['error', newDate, handMadeRoutes] } },
  { files: ['server/live/**/*.ts'], ignores: ['server/live/handle.ts'], rules: { 'no-restricted-syntax': ['error', socketHandlers] } },
  // A suite is one long function by nature, and a runner talks to the terminal.
  { files: ['test/**/*.ts'], rules: { 'max-lines-per-function': 'off', 'no-console': 'off' } },
  // Plain JavaScript: what verifies an exported log runs anywhere, as it lies there.
  { files: ['.config/*.js', '**/*.mjs'], extends: [tseslint.configs.disableTypeChecked] },
);
