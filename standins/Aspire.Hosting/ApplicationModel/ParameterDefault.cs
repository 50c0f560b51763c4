namespace Aspire.Hosting.ApplicationModel;

/// <summary>The value of a parameter that is configured nowhere.</summary>
public abstract class ParameterDefault
{
    public abstract string GetDefaultValue();
}
