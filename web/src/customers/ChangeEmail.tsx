import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import type { components } from '../api/generated/customer-service';
import { Field } from '../ui/Field';
import { ProblemNotice } from '../ui/problem';
import { editKey, readAroundLists, type Where } from './customers';

interface Props {
  where: Where;
  customer: components['schemas']['CustomerDetail'];
}

/** Gives a customer another address; the earlier ones stay theirs, so imports still find them. */
export function ChangeEmail({ where, customer }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const earlier = customer.identities.filter((each) => !each.primary && !each.merged);
  const save = useMutation({
    mutationKey: editKey(where, customer.summary.id),
    mutationFn: () =>
      data(
        api.POST('/api/v1/teams/{teamId}/products/{productId}/customers/{customerId}/email', {
          params: { path: { ...where, customerId: customer.summary.id } },
          body: { email: email.trim() },
        }),
      ),
    onSuccess: async () => {
      setEmail('');
      await readAroundLists(queries, where);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (email.trim()) save.mutate();
  };
  return (
    <details>
      <summary>{t('address.title')}</summary>
      <form className="stack" onSubmit={submit}>
        <p className="muted">{t('address.explain')}</p>
        {earlier.length > 0 && (
          <p>{t('address.earlier', { emails: earlier.map((each) => each.email).join(', ') })}</p>
        )}
        {save.isError && <ProblemNotice failure={save.error} />}
        <Field
          label={t('address.new')}
          type="email"
          required
          maxLength={320}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <div className="row">
          <button type="submit" disabled={save.isPending}>
            {t('address.save')}
          </button>
        </div>
      </form>
    </details>
  );
}
