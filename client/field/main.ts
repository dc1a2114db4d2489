import '../ui/tokens.css';
import '../ui/page.css';
import './contrast.css';
import './jy-field.ts';
