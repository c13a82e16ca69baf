/**
 * Signing in by a provider of OpenID Connect: by code with PKCE, state and nonce.
 *
 * <p>It finds out as whom a provider knows somebody, and trusts nothing that is not signed by it
 * for this site and this attempt. The browser keeps what belongs to its attempt, and, sealed, whom
 * the provider has vouched for, so that nothing is kept here. It knows no page and no member: which
 * member that is, is asked of the service.
 */
package io.drinkd.appliance.web.oidc;
