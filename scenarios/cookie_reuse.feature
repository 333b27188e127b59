@cookie-reuse
Feature: The cookie remembers the device
  Noor has typed her code once. From then on the device knows her, and still asks for her password.

  @COOKIE-1 @closes-browser @in-any-environment
  Scenario: After the browser was closed and opened the code is not asked again
    Given Noor has logged in
    When the browser is closed and opened again
    And Noor goes to the home address
    Then Noor sees her name
    And no code is asked

  @COOKIE-1 @closes-browser
  Scenario: A device on which Noor only verified her code knows her too
    Given Noor has verified her home code
    When the browser is closed and opened again
    And the browser is closed and opened again
    And Noor goes to the home address
    Then Noor sees her name
    And no code is asked

  @COOKIE-1 @in-any-environment
  Scenario: After logging out the code is not asked again
    Given Noor has logged in
    And Noor has logged out
    When Noor goes to the home address
    Then Noor sees her name
    And no code is asked

  @COOKIE-1
  Scenario: Another device does ask for the code, and the first one does not begin to
    Given Noor has verified her home code on the tablet
    When Noor goes to the home address on the laptop
    Then Noor is asked for her home code on the laptop
    When Noor logs in on the laptop
    And Noor goes to the home address on the tablet
    Then Noor sees her name on the tablet

  @COOKIE-2
  Scenario: A device that knows Noor still asks for her password
    Given Noor has logged in
    And Noor has logged out
    When Noor goes to the home address
    And Noor clicks her name
    Then Noor is asked for her password
    And the lesson materials of Noor are out of reach

  @COOKIE-2
  Scenario: A device that knows Noor refuses a wrong password
    Given Noor has logged in
    And Noor has logged out
    When Noor tries a wrong password
    Then the page says that the password is wrong
    And the lesson materials of Noor are out of reach

  @COOKIE-3 @closes-browser @in-any-environment
  Scenario: Being logged in ends with the browser
    Given Noor has logged in
    When the browser is closed and opened again
    Then Noor has to give her password again
    And the lesson materials of Noor are out of reach
