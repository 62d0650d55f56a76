import { fold } from '../text/tokens.ts';
import type { Text } from './language.ts';

/*
 * Who writes so wants to learn how something is done, in the languages that are translated. A polite order
 * (`¿Podemos agregar …?`) is none of these.
 */
const asking = new RegExp(
  [
    // Spanish
    'como (?:puedo|podria|podemos hacer|se puede|se hace|hago|agrego|anado|creo|logro)|(?:me gustaria|quisiera|queria|necesito) saber (?:si|como|que|donde|cual)|tengo (?:una|la misma) (?:duda|pregunta|consulta)|alguien (?:sabe|podria|puede|me puede)|no lo estoy logrando|no me sale|una duda sobre',
    // Portuguese
    'como (?:posso|faco|eu faco|eu posso|devo fazer|adicionar|alterar|criar uma? \\S+\\?)|gostaria de saber|queria saber|alguem (?:poderia|pode|sabe)|quais arquivos|tenho uma (?:duvida|pergunta)|minha duvida|onde (?:mais )?tenho que',
    // French
    "comment (?:puis-je|peut-on|faire pour|je peux|dois-je|ajouter|modifier|creer)|(?:je voudrais|j'aimerais|je souhaiterais) savoir|quelqu'un (?:sait|peut|pourrait)|j'ai une question",
    // German
    'wie (?:kann|konnte|fuge|lege|mache|muss|bekomme) ich|(?:kann|konnte) mir jemand|weiss jemand|ich (?:habe eine frage|wurde gerne wissen|mochte wissen)|ist es moglich, (?:dass|in)',
  ]
    .map((one) => `(?<![\\p{L}])(?:${one})(?![\\p{L}])`)
    .join('|'),
  'iu',
);
const code = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g;

export const asksForHelpIn = ({ title, body }: Text): boolean =>
  asking.test(fold(`${title}\n${body}`.replace(code, ' ')));
