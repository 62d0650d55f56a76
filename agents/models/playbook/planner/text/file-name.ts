/** `moment.js`: a file, and no column of a table. */
export const fileName = /^\w[\w-]*\.(?:[jt]sx?|mjs|css|scss|md|json|ya?ml|html|py|rb|go|rs|lock|toml)$/i;
