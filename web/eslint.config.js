// What the type checker does not see: rules of hooks and accessible markup.
import a11y from 'eslint-plugin-jsx-a11y';
import hooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import ts from 'typescript-eslint';

export default defineConfig(
  { ignores: ['src/api/generated', 'target'] },
  {
    files: ['src/**/*.{ts,tsx}'],
    extends: [ts.configs.recommended, hooks.configs.flat.recommended, a11y.flatConfigs.strict],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'react-hooks/exhaustive-deps': 'error',
      // State that follows the address, the screen or what the browser keeps is set in effects.
      'react-hooks/set-state-in-effect': 'off',
      // Rows that are cards on small screens are told to be a table all the same.
      'jsx-a11y/no-interactive-element-to-noninteractive-role': [
        'error',
        { td: ['cell'], th: ['rowheader'] },
      ],
      // Dialogs begin where they do the least harm, and a click has put them there.
      'jsx-a11y/no-autofocus': 'off',
    },
  },
);
