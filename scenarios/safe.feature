@safe-and-for-everyone
Feature: Safe
  What no page shows, and what somebody with bad intentions would try.

  @SAFE-1 @in-any-environment
  Scenario: No cookie of a pupil is within reach of scripts or other sites
    Given Noor is asked for her home code
    When Noor logs in
    Then Noor sees her lesson materials
    And every cookie is out of reach of scripts and of other sites

  @SAFE-1 @needs-teacher
  Scenario: No cookie of a teacher is within reach of scripts or other sites
    When juf Anna looks at her group
    Then every cookie is out of reach of scripts and of other sites on the computer of juf Anna

  @SAFE-2
  Scenario: Who has the cookies from before the login is not logged in with them
    Given Noor is asked for her password
    And somebody copied the cookies
    And Noor has logged in
    When the copied cookies are put back on the laptop
    And somebody goes to the address of her lesson materials on the laptop
    Then the lesson materials of Noor are out of reach on the laptop

  @SAFE-2
  Scenario: Who has planted made-up cookies is not logged in with them
    Given Noor has logged in
    And the cookies of the portal are garbled
    And somebody copied the cookies
    And Noor has logged in
    When the copied cookies are put back on the laptop
    And somebody goes to the address of her lesson materials on the laptop
    Then the lesson materials of Noor are out of reach on the laptop

  @SAFE-3
  Scenario: Another site cannot enter a home code in the place of who visits it
    Given Daan is about to enter his home code on the laptop
    When Noor visits another site that sends the same
    And Noor goes to the home address
    Then Noor is asked for her home code
    And no pupil is shown

  @SAFE-3
  Scenario: Another site cannot log a pupil out
    Given Noor has logged in
    And Noor is about to log out
    When Noor visits another site that sends the same
    And somebody goes to the address of her lesson materials
    Then Noor sees her lesson materials

  @SAFE-3
  Scenario: Another site cannot make a device forget a pupil
    Given Noor has verified her home code
    And Noor is about to make the device forget
    When Noor visits another site that sends the same
    And Noor goes to the home address
    Then Noor sees her name

  @SAFE-3 @needs-teacher
  Scenario: Another site cannot unlock in the teacher's place
    Given Noor's home account is blocked
    And juf Anna has the home account of Noor before her
    When juf Anna visits another site that sends the same
    Then Noor cannot log in because her home account is blocked

  @SAFE-4 @in-any-environment
  Scenario: No page after the code is kept
    When Noor verifies her home code
    And Noor clicks her name
    And Noor enters her password
    And Noor opens a lesson material
    Then no page may be kept after the code

  @SAFE-4 @needs-letters
  Scenario: No page of a teacher is kept
    When juf Anna opens the letter of Noor
    Then no page may be kept after the login on the computer of juf Anna

  @SAFE-5
  Scenario: No address holds the code or the password of a pupil
    Given Noor has entered 1 wrong code
    When Noor tries a wrong password
    And Noor tries her password
    Then no address holds a code or a password

  @SAFE-5 @needs-letters
  Scenario: No address holds a password of a teacher or a code of a letter
    When juf Anna opens the letter of Noor
    Then no address holds a code or a password on the computer of juf Anna
    And no link and no QR code holds a code on the computer of juf Anna

  @SAFE-7 @in-any-environment
  Scenario: The pages of a pupil tell the browser what to guard and load nothing from elsewhere
    Given Noor is at the front page
    And Noor has entered 1 wrong code
    When Noor logs in
    Then Noor sees her lesson materials
    And every page tells the browser what to guard
    And nothing was loaded from elsewhere

  @SAFE-7 @needs-teacher
  Scenario: The pages of a teacher tell the browser what to guard and load nothing from elsewhere
    When juf Anna looks at her group
    Then every page tells the browser what to guard on the computer of juf Anna
    And nothing was loaded from elsewhere on the computer of juf Anna
