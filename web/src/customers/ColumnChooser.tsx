import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands } from '../palette/commands';
import { Dialog } from '../ui/Dialog';
import { COLUMNS, columnsOf, DEFAULT_COLUMNS } from './columns';
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
  useCommands([{ id: 'columns', label: t('customers.chooseColumns'), run: () => setOpen(true) }]);
  const shown = columnsOf(choice, whole);
  const hidden = COLUMNS.filter(
    (column) => !shown.includes(column) && (whole || !column.value),
  );
  const choose = (ids: string[]) => {
    const text = ids.join(',');
    onChoose(text === DEFAULT_COLUMNS ? undefined : text);
  };
  const ids = shown.map((column) => column.id);
  const move = (place: number, by: number) => {
    const moved = [...ids];
    const [id] = moved.splice(place, 1);
    moved.splice(place + by, 0, id as string);
    choose(moved);
  };
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        {t('customers.columns')}
      </button>
      {open && (
        <Dialog title={t('customers.columns')} onClose={() => setOpen(false)}>
          <ul className={styles.columns}>
            {shown.map((column, place) => (
              <li key={column.id}>
                <label className="row">
                  <input
                    type="checkbox"
                    checked
                    disabled={shown.length === 1}
                    onChange={() => choose(ids.filter((id) => id !== column.id))}
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
            ))}
            {hidden.map((column) => (
              <li key={column.id}>
                <label className="row">
                  <input
                    type="checkbox"
                    checked={false}
                    onChange={() => choose([...ids, column.id])}
                  />
                  {t(column.label)}
                </label>
              </li>
            ))}
          </ul>
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
