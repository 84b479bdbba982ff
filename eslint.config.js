// Owns the lint rules of .vue files; everything else is linted by oxlint (.oxlintrc.json).
import vue from 'eslint-plugin-vue'
import accessibility from 'eslint-plugin-vuejs-accessibility'
import typescript from 'typescript-eslint'

export default [
  { ignores: ['**/dist/**', '**/node_modules/**', '.local/**', '**/*.{js,cjs,mjs,ts,mts}'] },
  ...vue.configs['flat/recommended'],
  ...accessibility.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: typescript.parser, sourceType: 'module' } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // Every sentence people read comes from the messages of the two languages.
      'vue/no-bare-strings-in-template': [
        'error',
        {
          allowlist: [
            '·',
            '•',
            '–',
            '—',
            '…',
            ':',
            '/',
            '(',
            ')',
            ',',
            '.',
            '&',
            '+',
            '-',
            '#',
            '*',
            '|',
            '×',
            '%',
            '{',
            '}',
            '@',
            'Indoshopster',
            'Indoshopster Chat',
          ],
          attributes: {
            '/.+/': ['title', 'aria-label', 'aria-placeholder', 'aria-roledescription', 'aria-valuetext'],
            input: ['placeholder'],
            textarea: ['placeholder'],
            img: ['alt'],
          },
          directives: ['v-text'],
        },
      ],
      'vue/no-v-html': 'error',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/component-api-style': ['error', ['script-setup', 'composition']],
      'vue/no-unused-refs': 'error',
      'vue/no-undef-components': ['error', { ignorePatterns: ['RouterLink', 'RouterView'] }],
      'vue/no-template-target-blank': 'error',
      'vue/require-typed-ref': 'error',
      'no-console': 'error',
      // Prettier lays out templates.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-indent': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/attributes-order': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/require-default-prop': 'off',
      // A label may wrap its control or name it by id; either is enough.
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
    },
  },
]
