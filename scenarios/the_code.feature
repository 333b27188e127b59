@the-code
Feature: The code
  What the code forgives, and the pupils whose code does not let them in here.

  @CODE-4
  Scenario Outline: The code is read as a child types it
    Given Noor is asked for her home code
    When Noor enters her home code <as typed>
    Then Noor sees her name

    Examples:
      | as typed                    |
      | in small letters            |
      | without dashes              |
      | with spaces                 |
      | with a space at both ends   |

  @CODE-4
  Scenario Outline: Look-alikes in the code do no harm
    Given Noor has a home code with a 0 and a 1 in it
    And Noor is asked for her home code
    When Noor enters her home code <as read>
    Then Noor sees her name

    Examples:
      | as read                  |
      | with O for 0 and I for 1 |
      | with L for 1             |

  @CODE-4
  Scenario: The code may be pasted
    Given Noor is asked for her home code
    When Noor pastes her home code
    Then Noor sees her name

  @CODE-5
  Scenario: The code of a school that does not allow working at home is refused
    Given the school of Noor does not allow working at home
    When Noor enters her home code
    Then the page says that the school does not allow working at home
    And the page says to ask the teacher
    And no pupil is shown

  @CODE-5
  Scenario: A device that remembers the code does not help when the school no longer allows it
    Given Noor has verified her home code
    And the school of Noor does not allow working at home
    When Noor tries her password
    Then the page says that the school does not allow working at home
    And the lesson materials of Noor are out of reach

  @CODE-6 @needs-network-environments
  Scenario: The code of a school with a network environment is refused and the page names the environment
    Given the school of Noor uses the network environment MOO
    When Noor enters her home code
    Then the page names MOO and its instructions
    And no pupil is shown

  @CODE-6 @needs-network-environments
  Scenario: A device that remembers the code does not help once the school uses a network environment
    Given Noor has verified her home code
    And the school of Noor uses the network environment Prowise Go
    When Noor tries her password
    Then the page names Prowise Go and its instructions
    And the lesson materials of Noor are out of reach
