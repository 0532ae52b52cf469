import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ChangeEvent, type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import type { components } from '../api/generated/customer-service';
import { Field } from '../ui/Field';
import { ProblemNotice } from '../ui/problem';
import { editKey, readAroundLists, type Where } from './customers';

type Whole = components['schemas']['CustomerDetail'];

const TEXTS = ['name', 'company', 'phone', 'country'] as const;

interface Props {
  where: Where;
  customer: Whole;
}

type Fields = Record<(typeof TEXTS)[number] | 'tags', string>;

/**
 * Changes fields by hand: what a person wrote wins over imports that began before. Only what they
 * changed is sent, so that a field which is newer than the form is not put back.
 */
export function EditCustomer({ where, customer }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  /** What the person has changed; null while the form is closed. */
  const [changed, setChanged] = useState<Partial<Fields> | null>(null);
  /** Whether the form was open: the button in its place takes the focus. */
  const [closed, setClosed] = useState(false);
  const close = () => {
    setClosed(true);
    setChanged(null);
  };
  const present: Fields = {
    name: customer.summary.name ?? '',
    company: customer.summary.company ?? '',
    phone: customer.phone ?? '',
    country: customer.summary.country ?? '',
    tags: customer.summary.tags.join(', '),
  };
  const save = useMutation({
    mutationKey: editKey(where, customer.summary.id),
    mutationFn: (sent: Partial<Fields>) => {
      const body: Record<string, unknown> = {};
      for (const field of TEXTS) {
        if (sent[field] !== undefined) body[field] = sent[field].trim() || null;
      }
      if (sent.tags !== undefined) {
        body.tags = sent.tags
          .split(',')
          .map((tag) => tag.trim())
          .filter(Boolean);
      }
      return data(
        api.PATCH('/api/v1/teams/{teamId}/products/{productId}/customers/{customerId}', {
          params: { path: { ...where, customerId: customer.summary.id } },
          body: body as never,
        }),
      );
    },
    onSuccess: async () => {
      close();
      await readAroundLists(queries, where);
    },
  });
  if (!changed) {
    return (
      <div className="row">
        <button
          type="button"
          autoFocus={closed}
          onClick={() => {
            save.reset();
            setChanged({});
          }}
        >
          {t('customer.edit')}
        </button>
      </div>
    );
  }
  const touched = Object.keys(changed).length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (touched) save.mutate(changed);
    else close();
  };
  const input = (field: keyof Fields) => ({
    value: changed[field] ?? present[field],
    onChange: ({ target }: ChangeEvent<HTMLInputElement>) => {
      // What is as it was is not changed.
      const now = { ...changed, [field]: target.value };
      if (target.value === present[field]) delete now[field];
      setChanged(now);
    },
  });
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape from any field
    <form
      className="stack"
      onSubmit={submit}
      onKeyDown={(event) => event.key === 'Escape' && !touched && close()}
    >
      {save.isError && <ProblemNotice failure={save.error} />}
      {TEXTS.map((field) => (
        <Field
          key={field}
          label={t(`customer.${field}`)}
          autoFocus={field === 'name'}
          {...input(field)}
        />
      ))}
      <Field label={t('customer.tags')} hint={t('customer.tagsHint')} {...input('tags')} />
      <div className="row">
        <button type="submit" className="primary" disabled={save.isPending}>
          {t('action.save')}
        </button>
        <button type="button" onClick={close}>
          {t('action.cancel')}
        </button>
      </div>
    </form>
  );
}
