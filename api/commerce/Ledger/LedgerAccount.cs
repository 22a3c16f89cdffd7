namespace RailLife.Commerce.Ledger;

/// <summary>Class of an account [科目]: where it stands in the books and which side makes it grow.</summary>
/// <remarks>Catalogue LED-02: income, cost, expense, inventory, receivable, payable, actually received, actually paid.</remarks>
public enum AccountClass
{
    Income,
    Cost,
    Expense,
    Inventory,
    Receivable,
    Payable,
    ActuallyReceived,
    ActuallyPaid,
}

/// <summary>An account of the ledger. Opened when it is first posted to.</summary>
/// <param name="Id">Says what it is: <c>member/0198…/wallet</c>.</param>
/// <param name="Unit">A currency (ISO 4217, minor units) or <c>PTS</c> (points).</param>
/// <param name="Floor">The balance that it never goes below (I-44); null = it may hold anything, and posting to it takes no lock.</param>
public sealed record LedgerAccount(string Id, string Unit, AccountClass Class, long? Floor = null)
{
    /// <summary>True when debits make it grow; else credits do.</summary>
    public bool IsDebitNormal => Class is AccountClass.Cost or AccountClass.Expense or AccountClass.Inventory or AccountClass.Receivable or AccountClass.ActuallyReceived;

    /// <summary>What a posting adds to the balance as people read it.</summary>
    internal long Natural(long amount) => IsDebitNormal ? amount : checked(-amount);
}
