import { phrases } from './phrases.ts';

/* What is missing in an export or on a screen is a column that a table may well have. */

/** Made from the tables, and none of them; in the last part of a word, too: `CSV-Export`, `l'export`. */
export const outputs: ReadonlySet<string> = new Set(
  phrases(`
  export | exports | exporte | exportes | exportar | exportacion | exportacao | exportation | exportdatei | download | downloads | descarga | telechargement |
  pdf | xlsx | report | reports | bericht | berichte | auswertung | informe | informes | reporte | reportes | rapport | rapports | relatorio | relatorios |
  printout | ausdruck | ubersicht | bildschirm | maske | pantalla | ecran | tela | overview | screen | dashboard | newsletter`),
);

/** In front of an output: the place where something is missing. */
export const outputLeads: ReadonlySet<string> = new Set(
  phrases(`
  im | in | ins | beim | auf | aus | am | bei | en | del | dans | a | au | aux | sur | de | du | na | no | nas | nos | da | do | em | from | on | of | l'`),
);

export const lacking: readonly string[] = phrases(`
  fehlt | fehlen | falta | faltan | faltam | manque | manquent | is missing | are missing | missing from | missing in`);
