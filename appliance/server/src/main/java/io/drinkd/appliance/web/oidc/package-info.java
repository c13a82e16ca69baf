/**
 * Signing in by a provider of OpenID Connect: by code with PKCE, state and nonce.
 *
 * <p>It finds out as whom a provider knows somebody: from what the provider has signed for this
 * site and this attempt, and about that person alone from what it says where it is asked with that.
 * The browser keeps what belongs to its attempt, and, sealed, whom the provider has vouched for, so
 * that nothing is kept here. A provider that is slow, wrong or talkative costs a sign-in, and
 * nothing else. It knows no page and no member: which member that is, is asked of the service.
 */
package io.drinkd.appliance.web.oidc;
