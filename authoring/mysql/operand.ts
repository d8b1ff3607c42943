import type { Token } from './token';

/**
 * True when `token` must be followed by an operand or a name, so that a word which MySQL does not
 * reserve (`end`, `do`, `delimiter`) is a name there. The list holds reserved words only, since a
 * column may have any other.
 */
export function operandFollows(token: Token): boolean {
  return token.kind === 'symbol' ? token.word !== ')' && token.word !== ';' : words.has(token.word);
}

const words: ReadonlySet<string> = new Set(
  `ADD ALL AND AS BETWEEN BINARY BY CALL CASE CHANGE COLLATE COLUMN CONSTRAINT DECLARE DELETE DISTINCT
   DIV DROP ELSE ELSEIF EXISTS FETCH FOR FROM HAVING IF IN INDEX INNER INSERT INTERVAL INTO IS JOIN KEY
   LEFT LIKE LIMIT MOD NOT ON OR ORDER OUT OUTER PROCEDURE REGEXP RENAME REPLACE RETURN RIGHT RLIKE
   SELECT SET TABLE THEN TO UNION UNTIL UPDATE USING VALUES WHEN WHERE WHILE XOR`.split(/\s+/),
);
