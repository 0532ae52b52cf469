import { useQuery } from '@tanstack/react-query';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { count, moment } from '../ui/format';
import styles from './Imports.module.css';
import { type ImportState, importsQuery } from './imports';
import { type Answer, answersTo, common, type Common } from './overlap';

interface Props {
  state: ImportState;
  teamId: string;
  /** What a start was refused for; null if none was. */
  refused: Common | null;
  ref?: Ref<HTMLFieldSetElement>;
  onAnswer: (answer: Answer) => void;
}

/** Asks what becomes of rows and customers that are known already (A8); an answer can be changed. */
export function OverlapQuestion({ state, teamId, refused, ref, onAnswer }: Props) {
  const { t } = useTranslation();
  const overlap = state.overlap;
  const asked = overlap?.question === true || overlap?.answer != null || refused != null;
  const found = common(overlap, refused);
  const imports = useQuery({
    ...importsQuery(teamId, state.productId),
    enabled: asked && found.imports.length > 0,
  });
  if (!asked) return null;
  const sourceOf = (importId: string) =>
    imports.data?.items.find((each) => each.id === importId)?.source;
  const ofItsSource = found.imports.every(
    (each) => sourceOf(each.importId)?.toLowerCase() === state.source.toLowerCase(),
  );
  const fileOf = (importId: string | undefined) =>
    found.imports.find((each) => each.importId === importId)?.fileName ?? '';
  // Counted by a dry run, or else only looked at by the start.
  const whole = overlap?.addresses != null;
  return (
    <fieldset ref={ref} tabIndex={-1} className={styles.question}>
      <legend>
        {found.identicalRows > 0
          ? t('overlap.title')
          : found.knownAddresses > 0
            ? t('overlap.titleKnown')
            : t('overlap.titleAnswered')}
      </legend>
      {found.identicalRows > 0 && (
        <>
          <p>
            {t('overlap.text', {
              shown: count(found.identicalRows),
              count: found.identicalRows,
              rows: count(found.rows),
            })}
          </p>
          <ul>
            {found.imports.map((each) => (
              <li key={each.importId}>
                {[each.fileName, moment(each.createdAt), sourceOf(each.importId)]
                  .filter(Boolean)
                  .join(' · ')}{' '}
                ({count(each.rows)})
              </li>
            ))}
          </ul>
        </>
      )}
      {found.knownAddresses > 0 && (
        <p>
          {t(whole ? 'overlap.known' : 'overlap.knownLooked', {
            known: count(found.knownAddresses),
            of: count(found.addresses),
          })}
        </p>
      )}
      {answersTo(found, state.amounts, ofItsSource).map((answer) => (
        <label key={answer.replaces ?? answer.overlap ?? answer.amounts}>
          <input
            type="radio"
            name="overlap"
            checked={
              answer.overlap != null &&
              overlap?.answer === answer.overlap &&
              (overlap.replaces ?? undefined) === answer.replaces
            }
            onChange={() => onAnswer(answer)}
          />
          {answer.amounts
            ? t('overlap.totals')
            : answer.overlap === 'only-new'
              ? t('overlap.onlyNew')
              : answer.overlap === 'replace'
                ? t('overlap.replace', { file: fileOf(answer.replaces) })
                : t('overlap.add')}
        </label>
      ))}
    </fieldset>
  );
}
