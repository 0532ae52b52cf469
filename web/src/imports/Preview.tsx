import { useTranslation } from 'react-i18next';
import styles from './Imports.module.css';
import type { Analysis } from './imports';
import { hasChanged, rawOf, readOf, shownFields } from './preview';

const NUMBERS = /-(spend|volume|count|amount|fee)$/;

/** The first rows as they are read, with the cell below each value that looks otherwise in the file. */
export function Preview({ analysis }: { analysis: Analysis }) {
  const { t } = useTranslation();
  const rows = analysis.preview ?? [];
  if (rows.length === 0) return null;
  const fields = shownFields(analysis.columns);
  const consentWords = { yes: t('check.yes'), no: t('check.no') };
  const name = (target: string) =>
    target.startsWith('custom:') ? target.slice('custom:'.length) : t(`field.${target}`);
  return (
    <section className="stack">
      <div>
        <h2>{t('check.preview')}</h2>
        <p className="muted">{t('check.previewNote')}</p>
      </div>
      <div
        className={`sheet ${styles.window}`}
        role="region"
        aria-label={t('check.preview')}
        // Scrolls with the arrow keys too.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        <table className={styles.preview}>
          <thead>
            <tr>
              <th scope="col" className="number">
                {t('check.row')}
              </th>
              <th scope="col">{t('check.result')}</th>
              {fields.map(({ target, columns }) => (
                <th key={columns[0]} scope="col" className={NUMBERS.test(target) ? 'number' : ''}>
                  {name(target)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.row} data-rejected={row.rejection ? true : undefined}>
                <th scope="row" className="number">
                  {row.row}
                </th>
                <td className={styles.reason}>
                  {row.rejection ? row.rejection.reason : t('check.readable')}
                </td>
                {fields.map((field) => {
                  const raw = rawOf(row, field);
                  const read = row.values && readOf(row.values, field.target, consentWords);
                  const wrong =
                    row.rejection?.column != null && field.columns.includes(row.rejection.column);
                  return (
                    <td
                      key={field.columns[0]}
                      className={NUMBERS.test(field.target) ? 'number' : ''}
                      data-wrong={wrong || undefined}
                    >
                      {read != null && hasChanged(raw, read) ? (
                        <>
                          <span className={styles.changed}>{read}</span>
                          <span className={styles.cell}>
                            <span className="hidden">{t('check.inFile')} </span>
                            {raw}
                          </span>
                        </>
                      ) : (
                        (read ?? raw)
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
