import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { money, month as monthName } from './format';
import styles from './MonthBars.module.css';
import { type Series, stacked } from './stacked';

const WIDTH = 360;
const HEIGHT = 120;
const FOOT = 18;

interface Props {
  caption: string;
  /** Months as yyyy-mm. */
  months: string[];
  series: Series[];
  currency: string;
}

/**
 * Amounts by month as stacked bars that begin at zero. Arrow keys and the pointer read a month; the
 * table says the same.
 */
export function MonthBars({ caption, months, series, currency }: Props) {
  const { t } = useTranslation();
  const [at, setAt] = useState<number | null>(null);
  const { highest, lowest, bars } = stacked(series.map((one) => one.minor));
  const span = highest - lowest || 1;
  const y = (value: number) => ((highest - value) / span) * HEIGHT;
  const step = WIDTH / months.length;
  const amount = (minor: bigint) => money({ minor: minor.toString(), currency });
  const sum = (place: number) => series.reduce((all, one) => all + (one.minor[place] ?? 0n), 0n);
  const read = (place: number) => `${monthName(months[place] ?? '')}: ${amount(sum(place))}`;
  const onKey = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (!by) return;
    event.preventDefault();
    setAt((now) => Math.min(Math.max((now ?? months.length - (by < 0 ? 0 : 1)) + by, 0), months.length - 1));
  };
  return (
    <figure className={styles.figure}>
      <figcaption>{caption}</figcaption>
      <svg
        viewBox={`0 -8 ${WIDTH} ${HEIGHT + FOOT + 8}`}
        className={`${styles.plot} ${styles.column}`}
        role="img"
        aria-label={at === null ? caption : read(at)}
        tabIndex={0}
        onKeyDown={onKey}
        onPointerLeave={() => setAt(null)}
      >
        <line x1="0" x2={WIDTH} y1={y(highest)} y2={y(highest)} className={styles.grid} />
        <text x="0" y={y(highest) - 2}>
          {amount(BigInt(highest))}
        </text>
        {bars.map((column, place) => (
          <g key={months[place]} onPointerEnter={() => setAt(place)} opacity={at === null || at === place ? 1 : 0.45}>
            <rect x={place * step} y={-8} width={step} height={HEIGHT + 8} fill="transparent" />
            {column.map((bar) => (
              <rect
                key={series[bar.of]?.id}
                x={place * step + 1.5}
                width={Math.max(step - 3, 1)}
                y={y(bar.to)}
                height={Math.max(y(bar.from) - y(bar.to), 0.5)}
                fill={series[bar.of]?.colour}
              />
            ))}
          </g>
        ))}
        <line x1="0" x2={WIDTH} y1={y(0)} y2={y(0)} className={styles.zero} />
        <text x="0" y={HEIGHT + FOOT - 4}>
          {monthName(months[0] ?? '')}
        </text>
        <text x={WIDTH} y={HEIGHT + FOOT - 4} textAnchor="end">
          {monthName(months.at(-1) ?? '')}
        </text>
      </svg>
      <div className={styles.read} aria-hidden>
        {at !== null && read(at)}
      </div>
      {series.length > 1 && (
        <ul className={styles.legend}>
          {series.map((one) => (
            <li key={one.id}>
              <span className={styles.dot} style={{ background: one.colour }} aria-hidden />
              {one.name}
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary>{t('payments.table')}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('payments.month')}</th>
              {series.map((one) => (
                <th key={one.id} scope="col" className="number">
                  {one.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {months
              .map((name, place) => ({ name, place }))
              .filter(({ place }) => series.some((one) => one.minor[place] !== 0n))
              .map(({ name, place }) => (
                <tr key={name}>
                  <th scope="row">{monthName(name)}</th>
                  {series.map((one) => (
                    <td key={one.id} className="number">
                      {amount(one.minor[place] ?? 0n)}
                    </td>
                  ))}
                </tr>
              ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
