/**
 * Who someone is, and what they may do: members, their passwords and their iButtons.
 *
 * <p>It knows no client connection and no machine. A member's credits are the ledger's business; a
 * member names the account.
 */
package io.drinkd.appliance.member;
