/** What a program says when its own code fails. */
const fault =
  /\b(?:TypeError|ReferenceError|SyntaxError|RangeError|NullPointerException|NullReferenceException|AttributeError|KeyError|IndexError|ModuleNotFoundError|ImportError|NameError|Segmentation fault|segfault|panic:|Cannot read propert(?:y|ies) of (?:undefined|null)|(?:undefined|null) is not an? (?:object|function)|is not a function|Unhandled promise rejection|Uncaught \w*Error|hydration (?:error|mismatch|failed)|Module not found|Cannot find module|N\+1\b|`\w+\(\)`|[\w/]+\.(?:tsx|jsx|vue|svelte)\b)/;

export const isCodeFault = (text: string): boolean => fault.test(text);
