import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
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

/** Changes fields by hand: what a person wrote wins over imports that began before. */
export function EditCustomer({ where, customer }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const before = {
    name: customer.summary.name ?? '',
    company: customer.summary.company ?? '',
    phone: customer.phone ?? '',
    country: customer.summary.country ?? '',
    tags: customer.summary.tags.join(', '),
  };
  const [fields, setFields] = useState(before);
  const save = useMutation({
    mutationKey: editKey(where, customer.summary.id),
    mutationFn: () => {
      const body: Record<string, unknown> = {};
      for (const field of TEXTS) {
        if (fields[field] !== before[field]) body[field] = fields[field].trim() || null;
      }
      if (fields.tags !== before.tags) {
        body.tags = fields.tags
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
      setOpen(false);
      await readAroundLists(queries, where);
    },
  });
  if (!open) {
    return (
      <div className="row">
        <button type="button" onClick={() => setOpen(true)}>
          {t('customer.edit')}
        </button>
      </div>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className="stack" onSubmit={submit}>
      {save.isError && <ProblemNotice failure={save.error} />}
      {TEXTS.map((field) => (
        <Field
          key={field}
          label={t(`customer.${field}`)}
          value={fields[field]}
          onChange={(event) => setFields({ ...fields, [field]: event.target.value })}
        />
      ))}
      <Field
        label={t('customer.tags')}
        hint={t('customer.tagsHint')}
        value={fields.tags}
        onChange={(event) => setFields({ ...fields, tags: event.target.value })}
      />
      <div className="row">
        <button type="submit" className="primary" disabled={save.isPending}>
          {t('action.save')}
        </button>
        <button
          type="button"
          onClick={() => {
            setFields(before);
            setOpen(false);
          }}
        >
          {t('action.cancel')}
        </button>
      </div>
    </form>
  );
}
