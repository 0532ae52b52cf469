import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/Dialog';
import { Field } from '../ui/Field';
import { ProblemNotice } from '../ui/problem';

interface Props {
  /** What is deleted: its texts begin with this. */
  what: 'team' | 'product';
  name: string;
  /** What goes with it, asked for when the dialog is open. */
  loss?: () => ReactNode;
  /** Deletes what has that name. */
  remove: (name: string) => Promise<unknown>;
  onRemoved: () => Promise<void>;
}

/** Deletes something for good, once its name was typed. */
export function DeletionSection({ what, name, loss: Loss, remove, onRemoved }: Props) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [typed, setTyped] = useState('');
  const removal = useMutation({ mutationFn: () => remove(typed), onSuccess: onRemoved });
  return (
    <section className="sheet pad stack">
      <h2>{t(`${what}.delete`)}</h2>
      <p>{t(`${what}.deleteText`)}</p>
      <div className="row">
        <button
          type="button"
          className="danger"
          onClick={() => {
            setTyped('');
            setAsking(true);
          }}
        >
          {t(`${what}.delete`)}
        </button>
      </div>
      {asking && (
        <Dialog title={t(`${what}.deleteTitle`, { name })} onClose={() => setAsking(false)}>
          {Loss && <Loss />}
          {removal.isError && <ProblemNotice failure={removal.error} />}
          <Field
            label={t('product.typeName', { name })}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <div className="row">
            <button type="button" onClick={() => setAsking(false)}>
              {t('action.cancel')}
            </button>
            <button
              type="button"
              className="danger"
              disabled={typed.trim() !== name || removal.isPending}
              onClick={() => removal.mutate()}
            >
              {t(`${what}.delete`)}
            </button>
          </div>
        </Dialog>
      )}
    </section>
  );
}
