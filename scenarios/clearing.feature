@clearing
Feature: Clearing the browser
  Login does not work? Empty the browser cache (clear history) and log in again.

  @CLEAR-1 @in-any-environment
  Scenario: After the history is cleared the same code works again
    Given Noor has logged in
    When the history is cleared
    And Noor goes to the home address
    Then Noor is asked for her home code
    And Noor can log in with her home code

  @CLEAR-1
  Scenario: Clearing one device leaves the other alone
    Given Noor has verified her home code on the tablet
    And Noor has verified her home code on the laptop
    When the history is cleared on the tablet
    And Noor verifies her home code on the tablet
    And Noor goes to the home address on the laptop
    Then Noor sees her name on the laptop

  @CLEAR-2
  Scenario Outline: With broken cookies the page can be used, and after clearing the login works
    Given Noor has logged in
    And the cookies of the portal are <broken>
    When Noor goes to the home address
    Then the page can be used
    And after clearing the history Noor can log in with her home code

    Examples:
      | broken  |
      | garbled |
      | emptied |

  @CLEAR-2
  Scenario: With the cookies of a forgotten device the page can be used
    Given Noor has logged in
    And the device was forgotten and the old cookies are back
    When Noor goes to the home address
    Then the page can be used
    And after clearing the history Noor can log in with her home code

  @CLEAR-3 @closes-browser
  Scenario: Clearing only cached files keeps the device known
    Given Noor has verified her home code
    When only the cached files are cleared
    And Noor goes to the home address
    Then Noor sees her name
    And no code is asked
