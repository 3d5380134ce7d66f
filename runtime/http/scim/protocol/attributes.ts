/** An attribute as RFC 7643, section 7, describes it. */
export interface ScimAttribute {
  readonly name: string;
  readonly type: 'string' | 'boolean' | 'dateTime' | 'reference' | 'complex';
  readonly description: string;
  /** Default: one value. */
  readonly multiValued?: true;
  /** Default: no. */
  readonly required?: true;
  /** Whether case counts where it is compared. Default: no. */
  readonly caseExact?: true;
  /** Default: readWrite. */
  readonly mutability?: 'readOnly' | 'writeOnly' | 'immutable';
  /** Default: default. */
  readonly returned?: 'always' | 'never';
  /** Default: none. */
  readonly uniqueness?: 'server';
  /** Of complex ones. */
  readonly subAttributes?: readonly ScimAttribute[];
}

/** A sort of resources, with the attributes that have a place in this server. */
export interface ResourceType {
  readonly name: 'User' | 'Group';
  readonly endpoint: string;
  readonly description: string;
  readonly schema: string;
  readonly attributes: readonly ScimAttribute[];
  readonly extensions: readonly SchemaExtension[];
}

export interface SchemaExtension {
  readonly schema: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly ScimAttribute[];
}

export const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const readOnly = { mutability: 'readOnly' } as const;
const exact = { type: 'string', caseExact: true } as const;

/** Attributes of every resource; no schema lists them. */
const common: readonly ScimAttribute[] = [
  { name: 'id', ...exact, ...readOnly, returned: 'always', description: 'Id of the record' },
  { name: 'externalId', ...exact, description: 'Name that the provisioner has for it' },
  {
    name: 'meta',
    type: 'complex',
    ...readOnly,
    description: 'What is known of the resource itself',
    subAttributes: [
      { name: 'resourceType', ...exact, ...readOnly, description: 'User or Group' },
      { name: 'created', type: 'dateTime', ...readOnly, description: 'When it was made' },
      { name: 'lastModified', type: 'dateTime', ...readOnly, description: 'When it was last changed' },
      { name: 'location', type: 'reference', ...readOnly, caseExact: true, description: 'Its address' },
      { name: 'version', ...exact, ...readOnly, description: 'Its version, as in ETag' },
    ],
  },
];

/** Of several values one is kept: the primary one, else one of the usual type, else the first. */
const valued = (description: string): readonly ScimAttribute[] => [
  { name: 'value', type: 'string', description },
  { name: 'type', type: 'string', description: 'work, mobile and the like; not kept' },
  { name: 'primary', type: 'boolean', description: 'Whether it is the one that is kept' },
];

export const userType: ResourceType = {
  name: 'User',
  endpoint: '/Users',
  description: 'People who can sign in',
  schema: 'urn:ietf:params:scim:schemas:core:2.0:User',
  attributes: [
    {
      name: 'userName',
      type: 'string',
      required: true,
      uniqueness: 'server',
      description: 'Number of the user, by which one signs in',
    },
    {
      name: 'name',
      type: 'complex',
      description: 'Name of the person, where there is no displayName',
      subAttributes: [
        { name: 'formatted', type: 'string', description: 'The whole name' },
        ...['familyName', 'givenName'].map(
          (name): ScimAttribute => ({
            name,
            type: 'string',
            mutability: 'writeOnly',
            returned: 'never',
            description: 'Makes the name together with the other part, where no whole name is sent',
          }),
        ),
      ],
    },
    { name: 'displayName', type: 'string', description: 'Name of the person' },
    { name: 'preferredLanguage', type: 'string', description: 'zh or en; others are ignored' },
    { name: 'active', type: 'boolean', description: 'Whether the user can sign in' },
    {
      name: 'emails',
      type: 'complex',
      multiValued: true,
      description: 'One address is kept',
      subAttributes: valued('E-mail address'),
    },
    {
      name: 'phoneNumbers',
      type: 'complex',
      multiValued: true,
      description: 'One number is kept',
      subAttributes: valued('Phone number'),
    },
    {
      name: 'groups',
      type: 'complex',
      multiValued: true,
      ...readOnly,
      description: 'Roles of the user',
      subAttributes: [
        { name: 'value', ...exact, ...readOnly, description: 'Id of the group' },
        { name: '$ref', type: 'reference', ...readOnly, caseExact: true, description: 'Its address' },
        { name: 'display', type: 'string', ...readOnly, description: 'Its name' },
        { name: 'type', type: 'string', ...readOnly, description: 'direct' },
      ],
    },
  ],
  extensions: [
    {
      schema: enterprise,
      name: 'EnterpriseUser',
      description: 'Where somebody works',
      attributes: [
        { name: 'organization', type: 'string', description: 'Number of the home organisation' },
        {
          name: 'department',
          type: 'string',
          mutability: 'writeOnly',
          returned: 'never',
          description: 'Number of the home organisation, where organization names none',
        },
      ],
    },
  ],
};

export const groupType: ResourceType = {
  name: 'Group',
  endpoint: '/Groups',
  description: 'Roles: members have the role in their home organisation',
  schema: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  attributes: [
    {
      name: 'displayName',
      type: 'string',
      required: true,
      uniqueness: 'server',
      description: 'Name of the role',
    },
    {
      name: 'members',
      type: 'complex',
      multiValued: true,
      description: 'Users who have the role',
      subAttributes: [
        { name: 'value', ...exact, mutability: 'immutable', description: 'Id of the user' },
        {
          name: '$ref',
          type: 'reference',
          caseExact: true,
          mutability: 'readOnly',
          description: 'Address of the user',
        },
        { name: 'display', type: 'string', ...readOnly, description: 'Name of the user' },
        { name: 'type', type: 'string', ...readOnly, description: 'User' },
      ],
    },
  ],
  extensions: [],
};

export const resourceTypes: readonly ResourceType[] = [userType, groupType];

/** All attributes that a resource may have, extensions among them as complex ones. */
export function attributesOf({ attributes, extensions }: ResourceType): readonly ScimAttribute[] {
  return [
    ...common,
    ...attributes,
    ...extensions.map(
      ({ schema, description, attributes: subAttributes }): ScimAttribute => ({
        name: schema,
        type: 'complex',
        description,
        subAttributes,
      }),
    ),
  ];
}

/** Names of attributes are the same in any case. */
export function named(attributes: readonly ScimAttribute[] = [], name: string): ScimAttribute | undefined {
  const wanted = name.toLowerCase();
  return attributes.find((one) => one.name.toLowerCase() === wanted);
}
