/**
 * Members whom an LDAP directory knows: passwords, iButtons and admins are looked up in it.
 *
 * <p>It implements what {@link io.drinkd.appliance.member.Directory} asks for and knows nothing of
 * credits, machines or clients.
 */
package io.drinkd.appliance.directory;
