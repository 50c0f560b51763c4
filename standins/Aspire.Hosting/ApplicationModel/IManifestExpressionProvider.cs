namespace Aspire.Hosting.ApplicationModel;

/// <summary>The same value's place holder in a manifest.</summary>
public interface IManifestExpressionProvider
{
    string ValueExpression { get; }
}
