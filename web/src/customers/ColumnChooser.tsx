import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands } from '../palette/commands';
import { Dialog } from '../ui/Dialog';
import { choiceOf, type Column, COLUMNS, columnsOf, customerWidth, withMoved } from './columns';
import styles from './Customers.module.css';

interface Props {
  choice: string | undefined;
  whole: boolean;
  onChoose: (choice: string | undefined) => void;
}

/** Which columns the list shows, and in which order. */
export function ColumnChooser({ choice, whole, onChoose }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState('');
  useCommands([{ id: 'columns', label: t('customers.chooseColumns'), run: () => setOpen(true) }]);
  const shown = columnsOf(choice, whole);
  const hidden = COLUMNS.filter(
    (column) => !shown.some(({ id }) => id === column.id) && (whole || !column.value),
  );
  const choose = (columns: Column[]) => onChoose(choiceOf(columns, customerWidth(choice)));
  const found = (column: Column) =>
    t(column.label).toLocaleLowerCase().includes(search.trim().toLocaleLowerCase());
  const move = (place: number, by: number) => choose(withMoved(shown, place, by));
  return (
    <>
      <button type="button" onClick={() => {
          setSearch('');
          setOpen(true);
        }}>
        {t('customers.columns')}
      </button>
      {open && (
        <Dialog title={t('customers.columns')} onClose={() => setOpen(false)}>
          <input
            type="search"
            aria-label={t('customers.columnSearch')}
            placeholder={t('customers.columnSearch')}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
          <ul className={styles.columns}>
            {shown.map(
              (column, place) =>
                found(column) && (
                  <li key={column.id}>
                    <label className="row">
                      <input
                        type="checkbox"
                        checked
                        disabled={shown.length === 1}
                        onChange={() => choose(shown.filter((each) => each !== column))}
                      />
                      {t(column.label)}
                    </label>
                    <span>
                      <button
                        type="button"
                        className="quiet"
                        disabled={place === 0}
                        aria-label={t('customers.columnUp', { column: t(column.label) })}
                        onClick={() => move(place, -1)}
                      >
                        ↑
                      </button>
                      <button
                        type="button"
                        className="quiet"
                        disabled={place === shown.length - 1}
                        aria-label={t('customers.columnDown', { column: t(column.label) })}
                        onClick={() => move(place, 1)}
                      >
                        ↓
                      </button>
                    </span>
                  </li>
                ),
            )}
            {hidden.filter(found).map((column) => (
              <li key={column.id}>
                <label className="row">
                  <input
                    type="checkbox"
                    checked={false}
                    onChange={() => choose([...shown, column])}
                  />
                  {t(column.label)}
                </label>
              </li>
            ))}
          </ul>
          {!COLUMNS.some((column) => (whole || !column.value) && found(column)) && (
            <p className="muted" role="status">
              {t('customers.noColumn')}
            </p>
          )}
          <div className="row between">
            <button type="button" onClick={() => onChoose(undefined)}>
              {t('customers.columnsReset')}
            </button>
            <button type="button" className="primary" onClick={() => setOpen(false)}>
              {t('customers.columnsDone')}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}
