import { useTranslation } from 'react-i18next';
import { readingsBeside } from './fields';
import { FieldSelect } from './FieldSelect';
import styles from './Imports.module.css';
import type { Analysis } from './imports';

type Column = Analysis['columns'][number];

interface Props {
  column: Column;
  columns: Column[];
  /** What it was just set to and what is not saved yet. */
  chosen: string | undefined;
  onChoose: (target: string, reading?: string) => void;
}

/** A column of the file: its values, the field that it is, and why. */
export function ColumnRow({ column, columns, chosen, onChoose }: Props) {
  const { t, i18n } = useTranslation();
  const target = chosen ?? column.target;
  const others = columns.filter((each) => each !== column && each.target !== 'skip');
  return (
    <tr>
      <th scope="row">{column.header || t('columns.noHeader')}</th>
      <td>
        <div className={styles.samples}>
          {column.samples.map((sample) => {
            const read = i18n.language === 'en' ? sample.en : sample.de;
            return (
              <span key={sample.raw}>
                {sample.raw}
                {read != null && read !== sample.raw && <span className="muted"> → {read}</span>}
              </span>
            );
          })}
          {column.samples.length === 0 && <span className="muted">{t('columns.empty')}</span>}
        </div>
      </td>
      <td>
        <FieldSelect
          id={`field-${column.column}`}
          header={column.header}
          target={target}
          taken={new Map(others.map((each) => [each.target, each.header]))}
          onChoose={onChoose}
        />
      </td>
      <td className="muted">
        <Why column={column} columns={columns} />
        {readingsBeside(column.reading).length > 0 && (
          <select
            className={styles.reading}
            aria-label={t('columns.readingFor', { column: column.header })}
            value={column.reading}
            onChange={(event) => onChoose(target, event.target.value)}
          >
            {readingsBeside(column.reading).map((reading) => (
              <option key={reading} value={reading}>
                {t(`reading.${reading}`)}
              </option>
            ))}
          </select>
        )}
      </td>
    </tr>
  );
}

/** Why a column is what it is. */
function Why({ column, columns }: Pick<Props, 'column' | 'columns'>) {
  const { t } = useTranslation();
  if (column.settledBy) return <div>{t('columns.settledBy', { value: column.settledBy })}</div>;
  if (column.chosen) return <div>{t('columns.readingChosen')}</div>;
  if (column.target !== column.proposed) return <div>{t('columns.chosen')}</div>;
  if (column.target !== 'skip') {
    return (
      <div>
        {t('columns.confidence', {
          confidence: t(`confidence.${column.confidence}`),
          basis: t(`basis.${column.basis}`),
        })}
      </div>
    );
  }
  const winner = columns.find((each) => each.column === column.takenBy);
  if (!winner || winner.target !== column.recognised) return null;
  return (
    <div>
      {t('columns.fieldTaken', {
        field: t(`field.${winner.target}`),
        column: winner.header,
      })}
    </div>
  );
}
