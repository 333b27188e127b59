@first-time
Feature: The first time at home
  Noor has the home code on paper and the password that she uses at school. The device at home does not know her yet.

  @ENTRY-1 @in-any-environment
  Scenario: The home login is reached from the front page
    Given Noor is at the front page
    When Noor chooses to log in at home
    Then Noor can fill in her home code

  @ENTRY-1
  Scenario: The home login is reached straight from the home address
    When Noor goes to the home address
    Then Noor is asked for her home code

  @ENTRY-2 @in-any-environment
  Scenario: In the picture for pupils a green button leads to the code
    Given Noor is at the front page
    Then the picture for pupils holds a green button for who has a home code
    When Noor chooses to log in at home
    Then Noor can fill in her home code

  @CODE-1 @in-any-environment
  Scenario: The right code, typed by hand, is accepted
    Given Noor is asked for her home code
    When Noor types her home code by hand
    Then Noor sees her name

  @CODE-2 @in-any-environment
  Scenario: Verifying the code leaves a cookie that outlives the browser
    Given Noor is asked for her home code
    When Noor types her home code by hand
    Then Noor sees her name
    And the portal has placed a cookie that outlives the browser

  @CODE-3
  Scenario Outline: A wrong code is refused
    Given Noor is asked for her home code
    When Noor enters <a wrong code>
    Then the page says that the code is wrong
    And nothing of Noor is on the page
    And the portal has placed no cookie that outlives the browser

    Examples:
      | a wrong code                        |
      | a code that is one letter off       |
      | a code that is nobody's             |
      | half of her code                    |

  @CODE-3
  Scenario: After a mistake the right code is accepted
    Given Noor has entered 1 wrong code
    When Noor verifies her home code
    Then Noor sees her name

  @PICK-1
  Scenario: Clicking the name leads on
    Given Noor has verified her home code
    When Noor clicks her name
    Then Noor is asked for her password

  @PICK-1 @in-any-environment
  Scenario: Clicking the picture leads on
    Given Noor has verified her home code
    When Noor clicks her picture
    Then Noor is asked for her password

  @SECRET-1 @in-any-environment
  Scenario: The password of school opens the lesson materials
    Given Noor is asked for her password
    When Noor types her password by hand
    Then Noor sees her lesson materials

  @SECRET-3
  Scenario Outline: A wrong password opens nothing
    Given Noor is asked for her password
    When Noor enters <a wrong password>
    Then the page says that the password is wrong
    And the lesson materials of Noor are out of reach

    Examples:
      | a wrong password         |
      | a wrong password         |
      | the password of Sem      |
      | half of her password     |

  @MATERIAL-1 @in-any-environment
  Scenario: A pupil clicks through to a lesson material
    Given Noor has logged in
    When Noor opens a lesson material
    Then Noor sees that lesson material

  @MATERIAL-2
  Scenario: Without anything the lesson materials are out of reach by address
    Given Noor has logged in on the laptop
    When somebody goes to the address of her lesson materials on the tablet
    Then the lesson materials of Noor are out of reach on the tablet

  @MATERIAL-2
  Scenario: With only the code the lesson materials are out of reach
    Given Noor has logged in on the laptop
    And Noor has verified her home code on the tablet
    When somebody goes to the address of her lesson materials on the tablet
    Then the lesson materials of Noor are out of reach on the tablet

  @MATERIAL-2
  Scenario: A single lesson material is out of reach by address
    Given Noor has opened a lesson material on the laptop
    And Noor has verified her home code on the tablet
    When somebody goes to the address of that lesson material on the tablet
    Then the lesson materials of Noor are out of reach on the tablet

  @MATERIAL-2 @closes-browser
  Scenario: With only the cookie the lesson materials are out of reach
    Given Noor has logged in
    When the browser is closed and opened again
    And somebody goes to the address of her lesson materials
    Then the lesson materials of Noor are out of reach
