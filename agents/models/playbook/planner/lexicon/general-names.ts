/** Names of columns that a text has as often as plain words: alone they name no column. */
export const generalNames: ReadonlySet<string> = new Set(
  `id name title text body content description type kind status state role date time number order position key value code
  note notes comment comments label tag tags category group user owner author action data message active price total amount
  count level image file url link address password created updated start end version language color colour size weight
  priority email phone`.split(/\s+/),
);
