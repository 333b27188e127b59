@siblings
Feature: Brothers and sisters on one device
  Is your brother or sister logged in, and do you want to log in on the same device? Log out completely, close the
  browser and log in again.

  @SIBLING-1 @closes-browser @in-any-environment
  Scenario: After logging out and closing the browser the brother logs in with his own code
    Given Noor has logged in
    And Noor has logged out
    When the browser is closed and opened again
    And Daan verifies his home code
    And Daan logs in
    Then Daan sees his lesson materials
    And nothing of Noor is on the page

  @SIBLING-1
  Scenario: The password of his sister does not let the brother in
    Given Noor has logged in
    And Noor has logged out
    When Daan verifies his home code
    And Daan tries the password of Noor
    Then the page says that the password is wrong
    And the lesson materials of Daan are out of reach

  @SIBLING-2 @in-any-environment
  Scenario: After logging out the Back button shows nothing
    Given Noor has opened a lesson material
    And Noor has logged out
    When somebody presses the Back button 1 time
    Then nothing of Noor's lesson materials can be seen
    When somebody presses the Back button 1 time
    Then nothing of Noor's lesson materials can be seen

  @SIBLING-2
  Scenario: After logging out the address shows nothing
    Given Noor has opened a lesson material
    And Noor has logged out
    When somebody goes to the address of that lesson material
    Then the lesson materials of Noor are out of reach
    When somebody goes to the address of her lesson materials
    Then the lesson materials of Noor are out of reach

  @SIBLING-2
  Scenario: After logging out another tab is logged out too
    Given Noor has logged in
    And Noor has her lesson materials open in a second tab
    When Noor logs out in the first tab
    And somebody opens a lesson material in the second tab
    Then the lesson materials of Noor are out of reach

  @SIBLING-3
  Scenario: A copy of the cookies does not bring a session back that was logged out, nor does the next login
    Given Noor has logged in
    And somebody copied the cookies
    And Noor has logged out
    And Noor has logged in on the laptop
    When the copied cookies are put back
    And somebody goes to the address of her lesson materials
    Then the lesson materials of Noor are out of reach

  @SIBLING-4
  Scenario: Every page says who is logged in and has a way to log out
    When Noor logs in
    Then the page says that Noor is logged in
    And the page has a visible way to log out
    When Noor opens a lesson material
    Then the page says that Noor is logged in
    And the page has a visible way to log out

  @SIBLING-4
  Scenario: Logging out from a lesson material logs out
    Given Noor has opened a lesson material
    When Noor logs out
    Then nothing of Noor's lesson materials can be seen

  @SIBLING-5
  Scenario: A device that both have used knows both
    Given Noor has verified her home code
    And Daan has verified his home code
    When Noor goes to the home address
    Then Noor sees her name
    And Daan sees his name

  @SIBLING-5
  Scenario Outline: On a device that knows both each needs the own password
    Given Noor has verified her home code
    And Daan has verified his home code
    When <one> tries the password of <the other>
    Then the page says that the password is wrong
    And the lesson materials of <one> are out of reach

    Examples:
      | one  | the other |
      | Daan | Noor      |
      | Noor | Daan      |

  @SIBLING-6
  Scenario: Forgetting the device removes every pupil from it
    Given Noor has verified her home code
    And Daan has verified his home code
    When the device is forgotten
    And Noor goes to the home address
    Then Noor is asked for her home code
    And no pupil is shown

  @SIBLING-6
  Scenario: A forgotten device can be used again
    Given Noor has verified her home code
    And Daan has verified his home code
    And the device was forgotten
    When Noor verifies her home code
    Then Noor sees her name
    And the device does not know Daan
