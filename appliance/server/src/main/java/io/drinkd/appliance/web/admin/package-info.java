/**
 * The pages by which admins keep the house: machines and what is in them, members, drops that
 * nobody knows the end of, reports, and how the house is. One class for each group of pages, with
 * the frame and the parts of {@link io.drinkd.appliance.web.page}.
 *
 * <p>It knows no rule of the house: {@link io.drinkd.appliance.web.admin.AdminPages} asks for the
 * claim of an admin before any page is made, and what a form does is one method of a service.
 */
package io.drinkd.appliance.web.admin;
