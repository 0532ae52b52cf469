import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { Field } from '../ui/Field';
import { Page } from '../ui/Page';
import { ProblemNotice } from '../ui/problem';

const CURRENCIES = ['EUR', 'CHF', 'USD', 'GBP', 'PLN', 'SEK', 'DKK', 'CZK', 'JPY'];

/** Makes a product: what customers are imported for, in one currency that never changes. */
export function NewProductPage({ teamId }: { teamId: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [currency, setCurrency] = useState('EUR');
  const create = useMutation({
    mutationFn: () =>
      data(
        api.POST('/api/v1/teams/{teamId}/products', {
          params: { path: { teamId } },
          body: {
            name,
            description,
            currency,
            timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
          },
        }),
      ),
    onSuccess: async (product) => {
      await queries.invalidateQueries({ queryKey: ['session'] });
      await navigate({
        to: '/t/$team/p/$product/overview',
        params: { team: teamId, product: product.id },
      });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <Page title={t('product.new')} note={t('product.newNote')}>
      <form className="sheet pad stack" style={{ maxWidth: 480 }} onSubmit={submit}>
        {create.isError && <ProblemNotice failure={create.error} />}
        <Field
          label={t('product.name')}
          required
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Field
          label={t('product.description')}
          maxLength={2000}
          value={description}
          onChange={(event) => setDescription(event.target.value)}
        />
        <div className="field">
          <label htmlFor="currency">{t('product.currency')}</label>
          <select
            id="currency"
            value={currency}
            onChange={(event) => setCurrency(event.target.value)}
          >
            {CURRENCIES.map((code) => (
              <option key={code}>{code}</option>
            ))}
          </select>
          <span className="hint">{t('product.currencyHint')}</span>
        </div>
        <div className="row">
          <button type="submit" className="primary" disabled={create.isPending}>
            {t('product.create')}
          </button>
        </div>
      </form>
    </Page>
  );
}
