@the-teacher @needs-letters
Feature: The letters with the codes
  The teacher prints a letter, or makes a new code if one was lost; of the own pupils, and where there are codes at all.

  @TEACHER-1
  Scenario: The letter of a pupil fills one page
    When juf Anna prints the letter of Noor
    Then juf Anna holds 1 page of A4
    And juf Anna holds a page for Noor with the own code, the home address and the steps

  @TEACHER-1
  Scenario: The letters of a group are one page a pupil
    Given Sem is a classmate of Noor
    When juf Anna prints the letters of her group
    Then juf Anna holds 2 pages of A4
    And juf Anna holds a page for Noor with the own code, the home address and the steps
    And juf Anna holds a page for Sem with the own code, the home address and the steps

  @TEACHER-3
  Scenario: Where the school does not allow working at home there is nothing to hand out
    Given the school of Noor does not allow working at home
    When juf Anna looks at her group
    Then juf Anna is told that the school does not allow working at home
    And juf Anna has no letter, no mail and no new code for Noor

  @TEACHER-3 @needs-network-environments
  Scenario: Where the school uses a network environment a letter cannot be had any more
    Given juf Anna has the letter of Noor before her
    And the school of Noor uses the network environment MOO
    When juf Anna opens it again
    Then juf Anna is told that the pupils log in through MOO
    And juf Anna does not see the home code of Noor

  @TEACHER-4 @needs-own-school
  Scenario: The code on the new letter works
    When juf Anna replaces the home code of Noor
    And juf Anna opens the letter of Noor
    And Noor enters the code that stands on it
    Then Noor sees her name

  @TEACHER-5
  Scenario: Teachers of others do not reach the group of juf Anna
    Given juf Anna has the letter of Noor before her
    When meester Tom looks for the home account of Noor
    And juf Els looks for the home account of Noor
    Then meester Tom does not find Noor
    And juf Els does not find Noor
    And what juf Anna opened shows meester Tom nothing of Noor
    And what juf Anna opened shows juf Els nothing of Noor

  @TEACHER-5 @needs-own-school
  Scenario: A teacher of others cannot replace a code of the group of juf Anna
    Given juf Anna is about to replace the home code of Noor
    When meester Tom sends what juf Anna would send to replace it
    Then Noor can log in with her home code

  @CODE-7 @needs-own-school
  Scenario: A code that was replaced is refused
    Given juf Anna has replaced the home code of Noor
    When Noor enters her home code
    Then the page says that the code is wrong
    And no pupil is shown

  @CODE-7 @needs-own-school
  Scenario: A device that remembers a code that was replaced asks again
    Given Noor has verified her home code
    When juf Anna replaces the home code of Noor
    And Noor goes to the home address
    Then Noor is asked for her home code
