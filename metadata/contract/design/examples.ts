/** A field with options that has to be filled in, as steps of a design. */
export const aChannel = {
  seen: 0,
  steps: [
    {
      do: 'add-field',
      form: 'unit',
      content: {
        name: 'local_channel',
        kind: 'choice',
        label: { zh: '渠道', en: 'Channel' },
        options: [
          { value: 'web', label: { zh: '网上', en: 'Online' } },
          { value: 'shop', label: { zh: '门店', en: 'Shop' } },
        ],
      },
    },
    { do: 'set', form: 'unit', target: 'fields/local_channel/required', value: true },
  ],
};
