/** What an application shall be able to do, told so that nobody knows what is stored for it. */
const features =
  /^(?:(?:we|i|users|customers) (?:really )?(?:need|want)|need|add|support|introduce|implement|enable|allow|provide|make (?:the |our )?(?:app|application|product|platform))?\s*(?:for |a |an |the )?(?:basic |proper |better |more |improved |advanced |full |real )?(?:reporting|insights|statistics|stats|teams?|workspaces?|organi[sz]ations?|multi-?tenan(?:cy|t)|roles?(?: and permissions?)?|permissions?|rbac|access control|audit(?:ing| log| trail)?|versioning|history|collaboration|sharing|gamification|subscriptions?|billing|payments?|approvals?|approval workflow)(?: support| features?| system)?$/i;

export const isOpenFeature = (title: string): boolean =>
  features.test(title.replace(/^[^:]{1,20}:\s*|\s*[.!]$/g, '').trim());
