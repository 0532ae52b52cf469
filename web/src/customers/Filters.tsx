import { ChevronDown } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Customers.module.css';
import type { Condition } from './useConditions';

interface Props {
  conditions: Condition[];
  /** Gives a condition other values, or none. */
  onSet: (name: string, values: string[]) => void;
}

/** What narrows the list: all conditions must hold, of each one of its values. */
export function Filters({ conditions, onSet }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const remove = (condition: Condition) => {
    // The button that was pressed goes: the focus stays among the conditions.
    const set = conditions.filter((each) => each.values.length > 0);
    const at = set.indexOf(condition);
    const editable = condition.options.length > 0 ? condition : conditions[0];
    const next = set[at + 1] ?? set[at - 1] ?? editable;
    if (next) document.getElementById(`${id}-${next.name}`)?.focus();
    onSet(condition.name, []);
  };
  return (
    <div className="row" role="group" aria-label={t('customers.filters')}>
      {conditions.map((condition) => (
        <span
          key={condition.name}
          className={styles.condition}
          data-set={condition.values.length > 0 || undefined}
        >
          {condition.options.length > 0 ? (
            <>
              <button
                type="button"
                id={`${id}-${condition.name}`}
                popoverTarget={`${id}-${condition.name}-choices`}
              >
                {condition.words}
                <ChevronDown size={14} aria-hidden />
              </button>
              <Choices
                id={`${id}-${condition.name}-choices`}
                condition={condition}
                onChoose={(values) => onSet(condition.name, values)}
              />
            </>
          ) : (
            <span className={styles.fixed}>{condition.words}</span>
          )}
          {condition.values.length > 0 && (
            <button
              type="button"
              // Where it is the only button, it is the one that gets the focus.
              id={condition.options.length > 0 ? undefined : `${id}-${condition.name}`}
              className={styles.remove}
              aria-label={condition.removal}
              onClick={() => remove(condition)}
            >
              ×
            </button>
          )}
        </span>
      ))}
    </div>
  );
}

interface ChoicesProps {
  id: string;
  condition: Condition;
  onChoose: (values: string[]) => void;
}

/** The values of a condition, in a popover of the browser's own: Escape closes it. */
function Choices({ id, condition, onChoose }: ChoicesProps) {
  const { t } = useTranslation();
  const { options, values, many } = condition;
  // In the order of the options: the same choice is the same address.
  const toggled = (value: string, chosen: boolean) =>
    options
      .map((each) => each.value)
      .filter((each) => (each === value ? chosen : values.includes(each)));
  return (
    <div
      id={id}
      popover="auto"
      className={styles.choices}
      onToggle={(event) => {
        if (event.newState === 'open') {
          event.currentTarget.querySelector<HTMLElement>('input:checked, input')?.focus();
        }
      }}
    >
      <fieldset>
        <legend>{condition.field}</legend>
        {!many && (
          <label className="row">
            <input
              type="radio"
              name={id}
              checked={values.length === 0}
              onChange={() => onChoose([])}
            />
            {t('customers.anyPeriod')}
          </label>
        )}
        {options.map(({ value, label }) => (
          <label key={value} className="row">
            <input
              type={many ? 'checkbox' : 'radio'}
              name={id}
              checked={values.includes(value)}
              onChange={(event) => onChoose(many ? toggled(value, event.target.checked) : [value])}
            />
            {label}
          </label>
        ))}
      </fieldset>
    </div>
  );
}
